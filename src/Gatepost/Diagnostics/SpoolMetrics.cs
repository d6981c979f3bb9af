using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>What the disk costs: <c>gatepost.storage.*</c> on the meter "Gatepost", by store (spool, ledger).</summary>
public sealed class SpoolMetrics
{
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _failures;

    /// <summary>Creates the instruments.</summary>
    public SpoolMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gatepost");
        _commit = meter.CreateHistogram("gatepost.storage.commit.duration", "s",
            "From handing in a message or a result until it is on disk", advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
            });
        _batch = meter.CreateHistogram("gatepost.storage.batch.size", "{write}", "Writes that shared one sync",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });
        _failures = meter.CreateCounter<long>("gatepost.storage.failures", "{transaction}", "Transactions that the disk refused");
    }

    /// <summary>One write is on disk.</summary>
    public void Committed(string store, TimeSpan duration) => _commit.Record(duration.TotalSeconds, Tag("store", store));

    /// <summary>One transaction is on disk.</summary>
    public void BatchEnded(string store, int writes) => _batch.Record(writes, Tag("store", store));

    /// <summary>One transaction failed.</summary>
    public void BatchFailed(string store) => _failures.Add(1, Tag("store", store));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
