using System.Diagnostics.Metrics;
using Gatepost.Spool;

namespace Gatepost.Host.Admin;

/// <summary>
/// The queue's length and age by state, as it was when it was last looked at. Metrics are read at any time and may not wait
/// for the database, so the housekeeper looks and the instruments show what it saw.
/// </summary>
internal sealed class QueueSight
{
    private readonly TimeProvider _clock;
    private volatile QueueSummary _latest = new(default, default, default, default);

    public QueueSight(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create("Gatepost");
        meter.CreateObservableGauge("gatepost.queue.entries", () => Observe(static tally => tally.Entries), "{entry}",
            "Entries of the queue by state");
        meter.CreateObservableGauge(
            "gatepost.queue.oldest.age", () => Observe(AgeOf), "s", "Age of the oldest entry of the queue by state");
    }

    public QueueSummary Latest => _latest;

    public void Show(QueueSummary summary) => _latest = summary;

    private double AgeOf(QueueTally tally) =>
        tally.OldestArrival is { } oldest ? Math.Max(0, (_clock.GetUtcNow() - oldest).TotalSeconds) : 0;

    private Measurement<T>[] Observe<T>(Func<QueueTally, T> read) where T : struct
    {
        var summary = _latest;
        return
        [
            Of("due", summary.Due), Of("active", summary.Active), Of("deferred", summary.Deferred), Of("held", summary.Held),
        ];

        Measurement<T> Of(string state, QueueTally tally) => new(read(tally), new KeyValuePair<string, object?>("state", state));
    }
}
