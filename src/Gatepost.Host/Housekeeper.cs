using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Host.Output;
using Gatepost.Ledger;
using Gatepost.Spool;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host;

/// <summary>Looks at the queue now and then, says in one line what waits, and trims the ledger once an hour.</summary>
internal sealed partial class Housekeeper(
    IConfigSource config, HousekeeperRounds rounds, TimeProvider clock, ILogger<Housekeeper> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tell = TimeSpan.FromMinutes(10), Trim = TimeSpan.FromHours(1);
    private DateTimeOffset _tellAt, _trimAt;

    public async Task RunAsync(CancellationToken stop)
    {
        _tellAt = clock.GetSteadyTime() + Tell;
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            do await RoundAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // We are stopping.
        }
    }

    private async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            rounds.Clock.Look();
            var (now, steady) = (clock.GetUtcNow(), clock.GetSteadyTime());
            var summary = await rounds.Queue.SummarizeAsync(stop);
            rounds.Sight.Show(summary);
            if (steady >= _tellAt)
            {
                _tellAt = steady + Tell;
                if (summary.Entries > 0) LogSummary(summary, now);
            }

            // By a clock that is a year ahead most of the ledger would be removed.
            if (steady >= _trimAt && rounds.Clock.IsProvenFor(ClockWatch.Trial))
            {
                _trimAt = steady + Trim;
                var ledger = config.Current.Ledger;
                var rows = await rounds.Ledger.TrimAsync(now - ledger.Retention, stop);
                if (rows > 0) LogTrimmed(rows, ledger.Retention.TotalDays);
                var lines = await rounds.Ledger.TrimSummaryAsync(Legs.DayOf(now - ledger.SummaryRetention), stop);
                if (lines > 0) LogSummaryTrimmed(lines, ledger.SummaryRetention.TotalDays);
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // The database is busy or broken: others say what that means for the mail, we look again.
            LogHousekeepingFailed(e);
        }
    }

    private void LogSummary(QueueSummary summary, DateTimeOffset now) => LogQueue(
        summary.Entries, summary.Due.Entries, summary.Active.Entries,
        $"{summary.Deferred.Entries} deferred, {summary.Held.Entries} held",
        Amount.Span(now - (summary.OldestArrival ?? now)));

    [LoggerMessage(HostEvents.QueueSummary, LogLevel.Information,
        "queue: {Entries} entries, {Due} due, {Active} under way, {Waiting}, the oldest {Age} old")]
    private partial void LogQueue(int entries, int due, int active, string waiting, string age);

    [LoggerMessage(HostEvents.LedgerTrimmed, LogLevel.Information, "ledger: {Rows} rows older than {Days} days were removed")]
    private partial void LogTrimmed(long rows, double days);

    [LoggerMessage(HostEvents.SummaryTrimmed, LogLevel.Information,
        "ledger: {Lines} counts older than {Days} days were removed")]
    private partial void LogSummaryTrimmed(long lines, double days);

    [LoggerMessage(HostEvents.HousekeepingFailed, LogLevel.Warning,
        "the queue could not be looked at, or the ledger not be trimmed")]
    private partial void LogHousekeepingFailed(Exception exception);
}
