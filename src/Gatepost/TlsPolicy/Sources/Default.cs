namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// What holds where no row names the destination: <c>[outbound]</c> for mail going out. For a domain of ours whose row has gone
/// since the message was taken in it is the level May.
/// </summary>
internal sealed class Default : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Default;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken) =>
        new(Rows.Opinion("default", Rows.InForce(question)));
}
