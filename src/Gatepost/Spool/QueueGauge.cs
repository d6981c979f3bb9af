namespace Gatepost.Spool;

/// <summary>The queue's summary for the metrics, asked of the store once in a while and never waited for.</summary>
internal sealed class QueueGauge(IQueueDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<QueueSummary>? _asked;
    private long _askedAt;
    private QueueSummary? _last;

    /// <summary>State, number of entries and age of the oldest in seconds; nothing while it is not known yet.</summary>
    public IEnumerable<(string State, int Entries, double OldestAge)> Read()
    {
        QueueSummary? summary;
        lock (_lock)
        {
            if (_asked is null || (_asked.IsCompleted && time.GetElapsedTime(_askedAt) >= Fresh))
                (_asked, _askedAt) = (desk.SummarizeAsync(CancellationToken.None), time.GetTimestamp());
            if (_asked.IsCompletedSuccessfully) _last = _asked.Result;
            summary = _last;
        }

        return summary is null
            ? []
            : [Row("due", summary.Due), Row("active", summary.Active), Row("deferred", summary.Deferred), Row("held", summary.Held)];
    }

    private (string State, int Entries, double OldestAge) Row(string state, QueueTally tally) =>
        (state, tally.Entries, tally.OldestArrival is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0);
}
