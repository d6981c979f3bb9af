using Gatepost.Configuration;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// The operator's agreements: the <c>[[partner]]</c> row that covers the recipient's domain. Its level is a floor, save
/// <c>none</c>, which switches TLS off whatever others say. One that is only watched asks no more than holds for everybody.
/// </summary>
internal sealed class PartnerRows : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Operator;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Partner is not { } partner) return default;
        if (partner.IsEnforced(question.Now)) return new(Rows.Opinion($"partner {partner.Name}", partner.Tls));
        var why = partner.Mode is PartnerMode.Monitor ? "only watched" : "ended, so only watched";
        return new(Rows.Watched($"partner {partner.Name}", $"{why}, would ask {Rows.Statement(partner.Tls)}",
            Rows.InForce(question)));
    }
}
