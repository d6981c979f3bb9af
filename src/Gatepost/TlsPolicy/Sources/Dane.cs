using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// DANE for SMTP (RFC 7672): a domain that signs its zone can publish, beside the name of each mail host, which certificate or
/// key that host shows. An attacker on the path can then neither pass for the host nor pretend that it has no TLS, since the
/// records and their absence are both signed.
/// </summary>
internal sealed class Dane(IResolver resolver) : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Dane;

    public async ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        var row = Rows.InForce(question);
        if (row.Dane is PublishedPolicy.Off) return null;
        if (question.WaivesPublished && row.Level is not TlsLevel.DaneOnly) return null; // dane-only: the operator demands it
        var inquiry = new DaneInquiry(resolver, question.Route, row);
        var found = await Task.WhenAll(question.Route.Hosts.Select(host => inquiry.AskAsync(host, cancellationToken)));
        DaneFinding[] telling = [.. found.OfType<DaneFinding>()];
        if (telling.Length == 0) return null;
        var words = string.Join("; ", telling.Select(finding => $"{finding.Host}: {finding.Words}"));
        return new(Rows.NoRequirement, OpinionForce.Floor,
            new Evidence("dane", row.Dane is PublishedPolicy.Audit ? $"audit only: {words}" : words))
        {
            Hosts = HostDemands.Of(telling.Select(finding => (finding.Host, finding.Demand))),
        };
    }
}
