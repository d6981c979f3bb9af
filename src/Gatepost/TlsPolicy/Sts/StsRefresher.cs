using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Microsoft.Extensions.Logging;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Fetches the kept policies anew, about once a day, whatever their records say: so a policy does not run out while somebody
/// suppresses the record, and what is broken is noticed before it runs out (RFC 8461 §3.3, §10.2).
/// </summary>
internal sealed partial class StsRefresher(
    IResolver resolver, IStsPolicyStore store, StsFetches fetches, TimeProvider time, ILogger<StsRefresher> logger)
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10), AfterFailure = TimeSpan.FromHours(12);

    /// <summary>Where the clock has jumped lately nothing is forgotten: it may have expired by mistake.</summary>
    public required ClockWatch Clock { get; init; }

    /// <summary>Goes round until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await GoRoundAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // We are stopping.
        }
    }

    /// <summary>Looks after those that are due, one after the other.</summary>
    public async Task GoRoundAsync(CancellationToken stop)
    {
        try
        {
            if (Clock.IsProvenFor(ClockWatch.Trial)) await store.RemoveExpiredAsync(time.GetUtcNow(), stop);
            foreach (var due in await store.FindDueAsync(time.GetUtcNow(), AtOnce, stop)) await RefreshAsync(due, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // The next round looks again; meanwhile what is kept holds.
            LogRoundFailed(fault);
        }
    }

    private async Task RefreshAsync(StoredStsPolicy due, CancellationToken stop)
    {
        var texts = await resolver.FindTextAsync(StsRecord.NameFor(due.Domain), stop);
        var (fetched, fetch) = await fetches.GetAsync(due.Domain, StsRecord.Read(texts.Records).Id ?? due.Id, stop);
        if (fetched is not null) return;
        // A domain that takes its policy back ends by removing it all (RFC 8461 §8.3).
        if (due.Policy.Mode is not StsMode.None) LogStsRefreshFailed(due.Domain, fetch.Words ?? "", due.ExpiresAt);
        var now = time.GetUtcNow();
        var kept = due.FetchedAt > now ? due with { FetchedAt = now } : due;
        await store.SaveAsync(kept with { RefreshAt = now + AfterFailure }, stop);
    }

    [LoggerMessage(EventIds.StsRefreshFailed, LogLevel.Warning,
        "the policy of {Domain} (MTA-STS) could not be fetched anew: {Why}; "
        + "the kept one holds until {ExpiresAt:yyyy-MM-dd HH:mm}Z")]
    private partial void LogStsRefreshFailed(string domain, string why, DateTimeOffset expiresAt);

    [LoggerMessage(EventIds.StsRoundFailed, LogLevel.Warning, "the kept policies of MTA-STS could not be looked after")]
    private partial void LogRoundFailed(Exception fault);
}
