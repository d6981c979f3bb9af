namespace Gatepost.Bench;

/// <summary>When messages come: from seven to nineteen o'clock mostly, and a fifth as many at weekends.</summary>
internal sealed class Workdays(DateTimeOffset from, int days, long messages, int seed)
{
    private readonly Random _random = new(seed);
    private readonly double _mean = days * TimeSpan.FromDays(1).TotalMilliseconds / messages;
    private DateTimeOffset _now = from;

    /// <summary>The next one; never earlier than the last.</summary>
    public DateTimeOffset Next()
    {
        // The rates of the 168 hours of a week, so that their mean is 1.
        var rate = (_now.Hour is >= 7 and < 19 ? 1.7 : 0.3) * (_now.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.27 : 1.29);
        _now = _now.AddMilliseconds(-Math.Log(1 - _random.NextDouble()) * _mean / rate);
        return _now;
    }
}
