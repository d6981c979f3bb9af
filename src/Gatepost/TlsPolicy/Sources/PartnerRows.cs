using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// The operator's agreements: the <c>[[partner]]</c> row that covers the recipient's domain. Its level is a floor, save
/// <c>none</c>, which switches TLS off whatever others say.
/// </summary>
internal sealed class PartnerRows : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Operator;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Route.Direction is not MailDirection.Out) return default;
        if (question.Config.FindPartner(question.Route.Domain) is not { } partner) return default;
        return new(Rows.Opinion($"partner {partner.Name}", partner.Tls));
    }
}
