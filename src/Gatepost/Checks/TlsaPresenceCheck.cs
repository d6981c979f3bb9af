using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks;

/// <summary>E1, E2, E3, E7, E8, E11: whether TLSA records are where they count.</summary>
internal sealed class TlsaPresenceCheck : ICheck
{
    public static readonly FindingKind None = new("E1", Severity.Info, "No mail host uses DANE")
    {
        Own = Severity.Warning,
        Meaning = "With DANE a mail host publishes in its signed zone (as TLSA records) which key it has. Senders then know "
            + "that it speaks TLS and whom to believe, and nobody on the path can pretend otherwise. This domain does "
            + "without.",
        Remedy = "Whoever runs the mail hosts publishes TLSA records. It needs DNSSEC for the domain and for the hosts' "
            + "zone (see A9 and A10), and care at each change of the key.",
    };

    public static readonly FindingKind Some = new("E2", Severity.Warning, "Only some mail hosts use DANE")
    {
        Meaning = "Some hosts say in the signed DNS which key they have (TLSA records, DANE), and others do not. An attacker "
            + "leads mail to one of the others: the domain is as well protected as its weakest host.",
        Remedy = "Whoever runs the domain's mail publishes TLSA records for the other hosts too, or takes them out of the "
            + "MX records.",
    };

    public static readonly FindingKind Unanswered = new("E3", Severity.Fail, "The look-up of TLSA records fails")
    {
        Meaning = "The zone is signed, and the question for TLSA records gets an error instead of an answer or a proven "
            + "\"there are none\". A sender that obeys DANE must take this for an attack and does not deliver to this host "
            + "(RFC 7672 §2.1.2).",
        Remedy = "Whoever runs the zone updates its name servers, or removes the firewall that drops questions it does not "
            + "know. \"dig TLSA _25._tcp.host\" against each of them shows which one fails.",
    };

    public static readonly FindingKind Unsigned = new("E7", Severity.Info, "There are TLSA records, and nothing proves them")
    {
        Own = Severity.Warning,
        Meaning = "TLSA records count only in a zone that is signed with DNSSEC. These are ignored: somebody did half the "
            + "work.",
        Remedy = "Whoever runs the zone signs it and has the DS record entered at its registrar. If it is signed, the "
            + "resolver that you ask does not validate: see A9-resolver.",
    };

    public static readonly FindingKind MxUnproven = new("E8", Severity.Warning, "DANE protects the host, and not the domain")
    {
        Meaning = "The host publishes TLSA records that are proven, but the domain's own zone is not signed: somebody on "
            + "the path can name other hosts. What can be reached is no more than a verified certificate for a host that "
            + "plain DNS named.",
        Remedy = "The domain's owner switches DNSSEC on for the domain; the provider of the mail host has done its part.",
    };

    public static readonly FindingKind Misplaced = new("E11", Severity.Info, "TLSA records stand below the domain's own name")
    {
        Own = Severity.Warning,
        Meaning = "Nobody looks there: for mail they belong below the name of each MX host (_25._tcp.mail.example.org, not "
            + "_25._tcp.example.org).",
        Remedy = "Whoever published them moves them to the name of each mail host.",
    };

    public IReadOnlyList<FindingKind> Kinds => [None, Some, Unanswered, Unsigned, MxUnproven, Misplaced];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        // That is no fault of the hosts, and nothing can be said of them.
        if (survey.Dnssec.State is DnssecState.Unproven or DnssecState.Lost) yield break;
        var without = survey.Hosts.Where(host => !host.HasSecureTlsa && host.Tlsa is not { IsError: true }).ToList();
        var failing = survey.Hosts.Where(host => host.Tlsa is { IsError: true }).ToList();
        foreach (var host in failing)
            yield return new(Unanswered, host.Host.Name, $"{host.TlsaPlace}: {host.Tlsa!.Describe()}");
        if (survey.Hosts.Count > 0 && survey.IsByMx && without.Count == survey.Hosts.Count)
            yield return new(None, survey.Domain) { Own = IsInForce(survey.Sts) ? Severity.Info : None.Own };
        else if (failing.Count < survey.Hosts.Count - without.Count)
            foreach (var host in without) yield return new(Some, host.Host.Name);

        foreach (var host in survey.Hosts)
        {
            if (host.Tlsa is { Outcome: DnsOutcome.Found, Security: DnsSecurity.Insecure })
                yield return new(Unsigned, host.Host.Name, host.TlsaPlace);
            if (host.HasSecureTlsa && survey.Route.MxSecurity is DnsSecurity.Insecure)
                yield return new(MxUnproven, host.Host.Name);
        }

        if (survey.MisplacedTlsa is { Outcome: DnsOutcome.Found }) yield return new(Misplaced, survey.Domain);
    }

    // One of the two is enough to be safe from whoever stands on the path.
    private static bool IsInForce(StsFetch? fetch) => fetch?.Policy is { Mode: StsMode.Enforce };
}
