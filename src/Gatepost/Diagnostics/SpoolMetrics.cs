using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>
/// The queue and what lies under it in numbers: <c>gatepost.queue.*</c> by state, <c>gatepost.storage.*</c> by store (spool, ledger).
/// </summary>
public sealed class SpoolMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _failures;

    /// <summary>Creates the instruments.</summary>
    public SpoolMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gatepost");
        _commit = _meter.CreateHistogram("gatepost.storage.commit.duration", "s",
            "From handing in a message or a result until it is on disk", advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
            });
        _batch = _meter.CreateHistogram("gatepost.storage.batch.size", "{write}", "Writes that shared one sync",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });
        _failures = _meter.CreateCounter<long>("gatepost.storage.failures", "{transaction}", "Transactions that the disk refused");
    }

    /// <summary>One write is on disk.</summary>
    public void Committed(string store, TimeSpan duration) => _commit.Record(duration.TotalSeconds, Tag("store", store));

    /// <summary>One transaction is on disk.</summary>
    public void BatchEnded(string store, int writes) => _batch.Record(writes, Tag("store", store));

    /// <summary>One transaction failed.</summary>
    public void BatchFailed(string store) => _failures.Add(1, Tag("store", store));

    /// <summary>Shows the queue by state, as <paramref name="observe"/> tells it when it is asked.</summary>
    /// <param name="observe">State (due, active, deferred, held), number of entries, age of the oldest in seconds.</param>
    public void ObserveQueue(Func<IEnumerable<(string State, int Entries, double OldestAge)>> observe)
    {
        _meter.CreateObservableGauge("gatepost.queue.entries",
            () => observe().Select(static row => new Measurement<int>(row.Entries, Tag("state", row.State))),
            "{entry}", "Entries of the queue by state");
        _meter.CreateObservableGauge("gatepost.queue.oldest.age",
            () => observe().Select(static row => new Measurement<double>(row.OldestAge, Tag("state", row.State))),
            "s", "Age of the oldest entry of the queue by state");
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
