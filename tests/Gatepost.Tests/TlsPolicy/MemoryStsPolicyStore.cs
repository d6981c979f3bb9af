using System.Collections.Concurrent;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>Keeps policies in memory, and can be broken.</summary>
internal sealed class MemoryStsPolicyStore : IStsPolicyStore
{
    private readonly ConcurrentDictionary<string, StoredStsPolicy> _policies = new();

    public bool IsBroken { get; set; }

    public Task<StoredStsPolicy?> FindAsync(string domain, CancellationToken cancellationToken) => IsBroken
        ? Task.FromException<StoredStsPolicy?>(new IOException("the disk is on fire"))
        : Task.FromResult(_policies.GetValueOrDefault(domain));

    public Task SaveAsync(StoredStsPolicy policy, CancellationToken cancellationToken)
    {
        if (IsBroken) return Task.FromException(new IOException("the disk is on fire"));
        _policies[policy.Domain] = policy;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredStsPolicy>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredStsPolicy>>(
            [.. _policies.Values.Where(p => p.RefreshAt <= now || p.FetchedAt > now).OrderBy(p => p.RefreshAt).Take(most)]);

    public Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (domain, policy) in _policies)
            if (policy.ExpiresAt <= now) _policies.TryRemove(domain, out _);
        return Task.CompletedTask;
    }
}
