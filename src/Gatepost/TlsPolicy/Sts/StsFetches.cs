using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// The fetches under way and those that failed lately: one at a time for each domain, whoever waits for it, and after a failure
/// none for the same id for five minutes (RFC 8461 §3.3). What is fetched is kept at once.
/// </summary>
internal sealed partial class StsFetches(
    IStsFetcher fetcher, IStsPolicyStore store, StsMetrics metrics, TimeProvider time, ILogger<StsFetches> logger)
{
    private const int MaxFailures = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    // RFC 8461 §10.2 suggests to look once a day; a policy that holds for less is looked after before it ends.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Least = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Failure> _failures = new(StringComparer.Ordinal);

    /// <summary>The policy that a record with this id announces, or why it cannot be had.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop; who else waits goes on waiting.</exception>
    public async Task<(StoredStsPolicy? Policy, StsFetch Fetch)> GetAsync(
        string domain, string id, CancellationToken cancellationToken)
    {
        Flight flight;
        var isOurs = false;
        lock (_gate)
        {
            if (_failures.TryGetValue(domain, out var failure) && failure.Id == id && time.GetSteadyTime() < failure.Until)
                return (null, failure.Fetch);
            if (!_flights.TryGetValue(domain, out var underWay))
            {
                _flights[domain] = underWay = new Flight();
                isOurs = true;
            }

            flight = underWay;
        }

        if (isOurs) _ = FlyAsync(domain, id, flight);
        return await flight.End.Task.WaitAsync(cancellationToken);
    }

    private async Task FlyAsync(string domain, string id, Flight flight)
    {
        try
        {
            var fetch = await fetcher.FetchAsync(domain, CancellationToken.None);
            metrics.Fetched(fetch.Problem is { } problem ? Label.Of(problem) : "ok");
            StoredStsPolicy? policy = null;
            if (fetch.Policy is { } read)
            {
                var now = time.GetUtcNow();
                policy = new(domain, id, read, now, now + UntilRefresh(read.MaxAge));
                await KeepAsync(policy);
            }

            End(domain, id, fetch);
            flight.End.SetResult((policy, fetch));
        }
        catch (Exception bug)
        {
            End(domain, id, null);
            flight.End.SetException(bug);
        }
    }

    private void End(string domain, string id, StsFetch? fetch)
    {
        lock (_gate)
        {
            _flights.Remove(domain);
            _failures.Remove(domain);
            if (fetch?.Problem is null) return;
            if (_failures.Count >= MaxFailures) _failures.Clear();
            _failures[domain] = new(id, time.GetSteadyTime() + Pause, fetch);
        }
    }

    private async Task KeepAsync(StoredStsPolicy policy)
    {
        try
        {
            await store.SaveAsync(policy, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // It holds for the mail that waits for it; the next message fetches it again.
            LogStsNotKept(policy.Domain, fault);
        }
    }

    // Between half and all of a day, so that what was fetched together is not looked after together.
    private static TimeSpan UntilRefresh(TimeSpan maxAge)
    {
        var longest = maxAge < Day ? maxAge / 2 : Day;
        var wait = longest * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return wait < Least ? Least : wait;
    }

    private sealed record Failure(string Id, DateTimeOffset Until, StsFetch Fetch);

    private sealed class Flight
    {
        public TaskCompletionSource<(StoredStsPolicy?, StsFetch)> End { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(EventIds.StsNotKept, LogLevel.Warning, "the policy of {Domain} (MTA-STS) could not be written to disk")]
    private partial void LogStsNotKept(string domain, Exception fault);
}
