using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// What holds where no row names the destination: <c>[outbound.tls]</c> for mail going out. For a domain of ours whose row
/// has gone since the message was taken in it is the level May.
/// </summary>
internal sealed class Default : ITlsPolicySource
{
    private static readonly TlsRequirement Opportunistic = new();

    public PolicyRank Rank => PolicyRank.Default;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken) =>
        new(Rows.Opinion("default", question.Route.Direction is MailDirection.In ? Opportunistic : question.Config.Outbound.Tls));
}
