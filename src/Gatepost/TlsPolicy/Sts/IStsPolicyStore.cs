namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Where policies of MTA-STS outlive the process: a policy that is forgotten protects nobody from who is there at the next
/// message (RFC 8461 §3.3, §10). At most <see cref="Capacity"/> of them.
/// </summary>
public interface IStsPolicyStore
{
    /// <summary>How many domains are kept at most; of more, those that were fetched longest ago go.</summary>
    const int Capacity = 20_000;

    /// <summary>What is kept for a domain, expired or not; null: nothing.</summary>
    /// <exception cref="IOException">The disk does not give it.</exception>
    Task<StoredStsPolicy?> FindAsync(string domain, CancellationToken cancellationToken);

    /// <summary>Keeps a policy in the place of what was kept for its domain; ends when it is on disk.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    Task SaveAsync(StoredStsPolicy policy, CancellationToken cancellationToken);

    /// <summary>Those whose <see cref="StoredStsPolicy.RefreshAt"/> has come, the longest overdue first; and those that were
    /// fetched later than now, by a clock that was ahead.</summary>
    /// <exception cref="IOException">The disk does not give them.</exception>
    Task<IReadOnlyList<StoredStsPolicy>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Forgets what has expired.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
