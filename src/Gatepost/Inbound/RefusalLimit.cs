namespace Gatepost.Inbound;

/// <summary>
/// How many refusals of a partner's mail come to the ledger: anybody can write a partner's domain into MAIL FROM as often as they
/// like, and must not fill the disk by it.
/// </summary>
internal sealed class RefusalLimit(TimeProvider time)
{
    /// <summary>Rows of one partner in an hour.</summary>
    public const int RowsInHour = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Hour, int Count)> _partners = new(StringComparer.Ordinal);

    /// <summary>Counts one more of a partner.</summary>
    /// <param name="partner">Its name: one of the configuration, so these are few.</param>
    /// <param name="missed">How many of an earlier hour were not written down, for the first row after it; else 0.</param>
    /// <returns>Whether it is written down.</returns>
    public bool Allows(string partner, out int missed)
    {
        var hour = time.GetUtcNow().Ticks / TimeSpan.TicksPerHour;
        lock (_lock)
        {
            var (last, count) = _partners.GetValueOrDefault(partner);
            missed = hour == last ? 0 : Math.Max(0, count - RowsInHour);
            count = hour == last ? count + 1 : 1;
            _partners[partner] = (hour, count);
            return count <= RowsInHour;
        }
    }
}
