using System.Collections.Concurrent;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>
/// The policies of MTA-STS that were fetched in this run: what is met is what a first message would meet, whatever a gateway
/// remembers from before.
/// </summary>
internal sealed class StsLookUp : IStsPolicyStore
{
    private readonly ConcurrentDictionary<string, StoredStsPolicy> _policies = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, StsFetch> _fetched = new(StringComparer.Ordinal);
    private IStsFetcher? _fetcher;

    /// <summary>The same fetcher, with an eye on what comes.</summary>
    public IStsFetcher Watching(IStsFetcher fetcher)
    {
        _fetcher = fetcher;
        return new Watched(this, fetcher);
    }

    /// <summary>What is there though no record announces it: no message would fetch it, so it counts for nothing.</summary>
    public async Task<StsFetch?> PeekAsync(string domain, CancellationToken cancellationToken) =>
        _fetcher is null ? null : await _fetcher.FetchAsync(domain, cancellationToken);

    public Task<StoredStsPolicy?> FindAsync(string domain, CancellationToken cancellationToken) =>
        Task.FromResult(_policies.GetValueOrDefault(domain));

    public Task SaveAsync(StoredStsPolicy policy, CancellationToken cancellationToken)
    {
        _policies[policy.Domain] = policy;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredStsPolicy>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredStsPolicy>>([]);

    public Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What came of fetching: what the decision has seen already, else what is fetched now.</summary>
    public async Task<StsFetch> FetchAsync(StsFetches fetches, string domain, string id, CancellationToken cancellationToken) =>
        _fetched.TryGetValue(domain, out var seen) ? seen : (await fetches.GetAsync(domain, id, cancellationToken)).Fetch;

    private sealed class Watched(StsLookUp seen, IStsFetcher fetcher) : IStsFetcher
    {
        public async Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken) =>
            seen._fetched[domain] = await fetcher.FetchAsync(domain, cancellationToken);
    }
}
