using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// MTA-STS (RFC 8461): a domain without DNSSEC can publish over HTTPS which hosts take its mail, and that these prove their
/// names by certificates of known authorities. Whoever has fetched the policy once holds the domain to it for as long as it says,
/// so that an attacker must have been there before the first message.
/// </summary>
/// <remarks>
/// The list of hosts is neither filtered nor sorted by the policy: each host is held to it when its turn comes (§5.1, §8.4).
/// </remarks>
internal sealed class MtaSts(StsMemory memory) : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.MtaSts;

    public async ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        var (route, row) = (question.Route, Rows.InForce(question));
        if (route.Direction is not MailDirection.Out || row.MtaSts is PublishedPolicy.Off) return null;
        if (question.WaivesPublished || PolicyDomain(route) is not { } domain) return null;
        if (await memory.FindAsync(domain, cancellationToken) is not { } answer) return null;
        var words = answer.Words;
        if (answer.IsUnknown) return Opinion(Of(route, new() { IsStsUnknown = true }), words);
        if (answer.Policy is not { Mode: not StsMode.None } policy) return Opinion(HostDemands.None, words);

        var strangers = route.Hosts.Where(host => !policy.Matches(host.Name)).Select(host => host.Name).ToList();
        if (strangers.Count > 0) words += $"; not named by it: {string.Join(' ', strangers)}";
        var demands = policy.Mode is StsMode.Enforce
            ? route.Hosts.Select(host => (host.Name, Demand(row, domain, host, policy)))
            : [];
        return Opinion(HostDemands.Of(demands), row.MtaSts is PublishedPolicy.Audit ? $"audit only: {words}" : words);

        TlsOpinion Opinion(HostDemands hosts, string statement) =>
            new(Rows.NoRequirement, OpinionForce.Floor, new Evidence("mta-sts", statement, answer.ExpiresAt)) { Hosts = hosts };
    }

    // RFC 8461 §3.4: the recipient's domain, not what it is an alias of; with a smart host, the smart host's.
    private static string? PolicyDomain(Route route)
    {
        var domain = route.Kind is NextHopKind.Mx ? route.Domain : route.Hosts.Count > 0 ? route.Hosts[0].Name : null;
        return domain is null || AddressLiteral.Find(domain) is not null ? null : DomainName.Normalize(domain);
    }

    private static HostDemands Of(Route route, HostDemand demand) =>
        HostDemands.Of(route.Hosts.Select(host => (host.Name, demand)));

    private static HostDemand Demand(TlsRequirement row, string domain, MxHost host, StsPolicy policy)
    {
        var isEnforced = row.MtaSts is PublishedPolicy.Enforce;
        if (policy.Matches(host.Name)) return new() { MustVerifyName = isEnforced, IsVouchedBySts = true };
        return isEnforced ? Refused(host.Name, domain) : HostDemand.Nothing;
    }

    private static HostDemand Refused(string host, string domain) =>
        new() { Refusal = Replies.StsHostNotNamed(host, domain), RefusalReason = TlsReason.StsMismatch };
}
