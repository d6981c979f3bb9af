using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>A9, A10: whether the way to the hosts is signed, and whether that can be seen from here.</summary>
internal sealed class DnssecCheck : ICheck
{
    public static readonly FindingKind Resolver = new("A9-resolver", Severity.Warning, "Your resolver proves nothing")
    {
        Meaning = "Signatures in the DNS (DNSSEC) protect you only where a resolver that you can trust checks them. Yours does "
            + "not, or has not shown that it does, so it cannot be seen from here whether this domain is signed.",
        Remedy = "Run a resolver that validates, such as unbound, on this machine, and name it under [dns] resolvers. "
            + "docs/running.md shows how; if there is one already, its log says what it lacks.",
    };

    public static readonly FindingKind Domain = new("A9", Severity.Info, "The domain's MX answer is not proven")
    {
        Own = Severity.Warning,
        Meaning = "DNSSEC signs what a domain's name servers say, so that nobody can forge it. This domain does without: "
            + "somebody on the path between you and the DNS can name other mail hosts, and TLS to them proves nothing about "
            + "the domain.",
        Remedy = "The domain's owner switches DNSSEC on at the registrar or DNS provider.",
    };

    public static readonly FindingKind Bogus = new("A9-bogus", Severity.Fail, "The DNSSEC signatures of the domain do not hold")
    {
        Meaning = "The domain is signed (DNSSEC), and what its name servers say of its mail hosts does not fit the signatures: "
            + "they have run out, a key was changed without telling the registrar, or somebody on the way changes answers. "
            + "Everybody who checks signatures gets no answer at all: mail waits, and comes back after some days.",
        Remedy = "Whoever runs the domain's name servers signs the zone anew, and compares the keys with the DS record at the "
            + "registrar. A DNSSEC debugger (dnsviz.net, for instance) shows the link that is broken.",
    };

    public static readonly FindingKind HostBogus =
        new("A10-bogus", Severity.Fail, "The DNSSEC signatures of a mail host's address do not hold")
        {
            Meaning = "The zone in which the mail host's name lies is signed (DNSSEC), and the address does not fit the "
                + "signatures. Everybody who checks signatures gets no address, and cannot bring mail to this host.",
            Remedy = "Whoever runs that zone (often the mail provider) signs it anew, and compares its keys with the DS record "
                + "in the zone above.",
        };

    public static readonly FindingKind Host = new("A10", Severity.Info, "The address of a mail host is not proven")
    {
        Own = Severity.Warning,
        Meaning = "The part of the DNS in which the mail host's name lies (its zone) is not signed with DNSSEC, though the "
            + "domain's own is. So the host cannot use DANE, the strongest protection that the DNS offers.",
        Remedy = "Whoever runs the mail host (often a provider) signs its zone. The domain's owner can ask for it, or move "
            + "to a provider that does.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Resolver, Domain, Bogus, Host, HostBogus];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Dnssec.State is not DnssecState.Validates)
        {
            yield return new(Resolver, "here", survey.Dnssec.Words);
            yield break;
        }

        if (survey.Mx is { Outcome: DnsOutcome.Bogus } bogus) yield return new(Bogus, survey.Domain, bogus.Words);
        foreach (var named in survey.Named.Where(named => named.Addresses is { Outcome: DnsOutcome.Bogus }))
            yield return new(HostBogus, PeerText.Escape(named.Record.Host, 100), named.Addresses!.Words);
        if (survey.Mx is not { Outcome: DnsOutcome.Found or DnsOutcome.NoData } mx || survey.Hosts.Count == 0) yield break;
        if (mx.Security is DnsSecurity.Insecure)
        {
            yield return new(Domain, survey.Domain);
            yield break;
        }

        foreach (var host in survey.Hosts.Where(host => host.Host.Security is DnsSecurity.Insecure))
            yield return new(Host, host.Host.Name);
    }
}
