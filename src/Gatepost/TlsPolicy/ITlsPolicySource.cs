namespace Gatepost.TlsPolicy;

/// <summary>
/// One origin of TLS policy. A source raises the level or stays silent; that one source lowers what another asked for
/// cannot be expressed, except by the operator's exact level.
/// </summary>
public interface ITlsPolicySource
{
    /// <summary>When it is heard.</summary>
    PolicyRank Rank { get; }

    /// <summary>What it says, or null where it has nothing to say about this destination.</summary>
    ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken);
}
