using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Spool;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dispatch;

/// <summary>
/// Writes an attempt down: first the ledger, then the spool together with the notices, each on disk before the next. A crash
/// between the two costs a second attempt, which is recorded too; the other order could deliver what nobody recorded.
/// </summary>
/// <remarks>
/// While the disk does not take it, it tries again and holds the entry: an entry that was let go would be delivered a second
/// time. Since only so many entries are in hand, a dead disk soon stops the carrying as well.
/// </remarks>
internal sealed partial class AttemptRecorder(RecorderStores stores, Heralds heralds, IConfigSource configuration,
    DispatchMetrics metrics, ILogger<AttemptRecorder> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = stores.Time;

    /// <summary>Ends when all is on disk, or <paramref name="giveUp"/> ends the trying. Never throws.</summary>
    public async Task RecordAsync(Attempt attempt, CancellationToken giveUp)
    {
        var now = _time.GetUtcNow();
        var queue = configuration.Current.Queue;
        var schedule = new RetrySchedule(queue, stores.Trust(queue.Lifetime));
        var settlement = Settlement.Of(attempt, schedule, now, stores.Random.NextDouble());
        Tell(attempt, settlement.IsLast, now);
        var facts = AttemptFacts.Of(attempt, settlement.IsLast, now);
        // A delivery that has happened is written down even while we are stopping: else it happens twice. So no token is passed.
        if (!await PersistAsync(attempt, () => stores.Ledger.RecordAsync(facts, CancellationToken.None), giveUp)) return;
        await PersistAsync(attempt, () => CompleteAsync(attempt, settlement), giveUp);
    }

    /// <summary>
    /// Writes down that an attempt was broken off, once, and gives the entry back. Never throws: what fails here is found again
    /// when the lease runs out.
    /// </summary>
    public async Task RecordBrokenOffAsync(Attempt attempt)
    {
        var now = _time.GetUtcNow();
        Tell(attempt, isLast: false, now);
        try
        {
            await stores.Ledger.RecordAsync(AttemptFacts.Of(attempt, isLast: false, now), CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogGivenUp(attempt.Message.Id, AttemptFacts.Sum(attempt.Outcome.Recipients), fault);
        }

        try
        {
            await stores.Spool.ReleaseAsync(attempt.Lease, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogRecordingFailed(attempt.Message.Id, fault);
        }
    }

    private async Task CompleteAsync(Attempt attempt, Settlement settlement)
    {
        var entry = attempt.Lease.Message;
        ComposedNotices? notices = null;
        try
        {
            notices = await heralds.Notifier.ComposeAsync(entry, settlement.Notices);
        }
        catch (Exception bug) when (bug is not IOException)
        {
            LogNoticeFault(entry.Id, bug);
            metrics.OurFault();
            settlement = settlement.WithoutNotices(_time.GetUtcNow());
        }

        await using (notices)
        {
            var completion = notices is null ? settlement.Completion : settlement.Completion with { Notices = notices.Messages };
            await stores.Spool.CompleteAsync(attempt.Lease, completion, CancellationToken.None);
        }
    }

    private async Task<bool> PersistAsync(Attempt attempt, Func<Task> write, CancellationToken giveUp)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await write();
                return true;
            }
            catch (LeaseLostException lost)
            {
                LogLeaseLost(lost.Message);
                return false;
            }
            catch (Exception fault)
            {
                LogRecordingFailed(attempt.Message.Id, fault);
                metrics.OurFault();
            }

            await Task.Delay(wait, _time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!giveUp.IsCancellationRequested) continue;
            LogGivenUp(attempt.Message.Id, AttemptFacts.Sum(attempt.Outcome.Recipients), null);
            return false;
        }
    }

    private void Tell(Attempt attempt, bool isLast, DateTimeOffset now)
    {
        var outcome = AttemptFacts.Sum(attempt.Outcome.Recipients);
        metrics.Attempted(attempt.Direction, Label.Of(outcome));
        if (attempt.IsOurFault) metrics.OurFault();
        heralds.Watch.Watch(attempt);
        if (attempt.Outcome.Hosts.LastOrDefault(h => h.Outcomes.Any(o => o.Disposition is Disposition.Delivered)) is { } host)
            metrics.Sent(attempt.Direction, host.Tls.Reached, now - attempt.Message.ArrivedAt);
        if (!logger.IsEnabled(LogLevel.Information)) return;
        foreach (var (isLost, line) in AttemptLine.Of(attempt, isLast, now))
        {
            if (isLost) LogAttemptFailed(attempt.Message.Id, line);
            else LogAttempted(attempt.Message.Id, line);
        }
    }

    [LoggerMessage(EventIds.Attempted, LogLevel.Information, "{QueueId}: {Line}")]
    private partial void LogAttempted(QueueId queueId, string line);

    [LoggerMessage(EventIds.AttemptFailed, LogLevel.Warning, "{QueueId}: {Line}")]
    private partial void LogAttemptFailed(QueueId queueId, string line);

    [LoggerMessage(
        EventIds.RecordingFailed, LogLevel.Error, "{QueueId}: the attempt could not be written down; this is tried again")]
    private partial void LogRecordingFailed(QueueId queueId, Exception exception);

    [LoggerMessage(EventIds.RecordingGivenUp, LogLevel.Critical,
        "{QueueId}: Gatepost stops before an attempt that ended as {Outcome} could be written down; it will be made again")]
    private partial void LogGivenUp(QueueId queueId, LedgerOutcome outcome, Exception? exception);

    [LoggerMessage(EventIds.LeaseLost, LogLevel.Error, "{Reason}")]
    private partial void LogLeaseLost(string reason);

    [LoggerMessage(EventIds.NoticeOurFault, LogLevel.Error,
        "{QueueId}: the notice to its sender could not be made; the recipients stay in the queue and are tried again")]
    private partial void LogNoticeFault(QueueId queueId, Exception exception);
}
