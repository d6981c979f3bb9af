using Gatepost.Diagnostics;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// By how many milliseconds the clock is ahead of the steady time. It changes where the clock has jumped by a second or more:
/// smaller differences would only shuffle what is due in the same moment.
/// </summary>
internal sealed class ClockLead(TimeProvider time)
{
    private const long Least = 1000;

    private long _lead = Measure(time);

    public long Value
    {
        get
        {
            var (known, now) = (Volatile.Read(ref _lead), Measure(time));
            if (Math.Abs(now - known) < Least) return known;
            Volatile.Write(ref _lead, now);
            return now;
        }
    }

    private static long Measure(TimeProvider time) =>
        (time.GetUtcNow().Ticks - time.GetSteadyTime().Ticks) / TimeSpan.TicksPerMillisecond;
}
