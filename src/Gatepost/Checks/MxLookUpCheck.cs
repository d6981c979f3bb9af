using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Routing;

namespace Gatepost.Checks;

/// <summary>A1 to A3: whether the DNS says who takes the domain's mail.</summary>
internal sealed class MxLookUpCheck : ICheck
{
    public static readonly FindingKind Unanswered = new("A1", Severity.Fail, "The DNS does not say where mail goes")
    {
        Meaning = "The question for the domain's mail hosts (its MX records) got no usable answer: a name server does not "
            + "answer, or answers with an error. Mail to the domain waits at every sender, and comes back after some days.",
        Remedy = "If it is your domain: ask each of its name servers yourself (dig MX domain @server) and look at the "
            + "domain with a DNSSEC debugger. If other domains fail too, look at your own resolver first.",
    };

    public static readonly FindingKind NoDomain = new("A1-missing", Severity.Fail, "The domain does not exist")
    {
        Meaning = "The DNS denies the name. Mail to it comes back at once.",
        Remedy = "Check the spelling. If it is right, the domain was never registered, has expired, or was taken out of the "
            + "DNS: ask its owner by another way.",
    };

    public static readonly FindingKind Implicit = new("A2", Severity.Info, "The domain has no MX record")
    {
        Own = Severity.Warning,
        Meaning = "Mail goes to the address of the domain itself, which is usually its web server. It works by an old rule, "
            + "and many do not know that their web server gets mail.",
        Remedy = "The domain's owner publishes an MX record that names the mail server, or a null MX (MX 0 .) if the domain "
            + "takes no mail.",
    };

    public static readonly FindingKind NullMx = new("A3", Severity.Info, "The domain accepts no mail")
    {
        Own = Severity.Fail,
        Meaning = "It publishes a null MX (RFC 7505): its owner says that nobody receives mail there. Mail to it comes back "
            + "at once.",
        Remedy = "Nothing, if that is meant. Otherwise the domain's owner replaces the record (MX 0 .) by one that names a "
            + "mail server.",
    };

    public static readonly FindingKind NullMxBesides = new("A3-mixed", Severity.Info, "A null MX stands beside other MX records")
    {
        Own = Severity.Fail,
        Meaning = "A null MX (MX 0 .) says that the domain takes no mail, and the other records say where to bring it. "
            + "Senders choose differently.",
        Remedy = "The domain's owner removes the null MX, or all other MX records (RFC 7505 §3).",
    };

    public static readonly FindingKind NoHost = new("A1-nohost", Severity.Fail, "No host takes mail for the domain")
    {
        Meaning = "The MX records can be read, but none of them leads to a host to which mail could be given.",
        Remedy = "See the other findings for each host. The domain's owner has to publish an MX record that names a host "
            + "with an address.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Unanswered, NoDomain, NoHost, Implicit, NullMx, NullMxBesides];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        var problem = survey.Route.Problem?.Reply.Text ?? "";
        if (survey.Mx is not { } mx)
        {
            if (survey.Route.Problem is not null) yield return new(Unanswered, survey.Domain, problem);
            yield break;
        }

        var isNull = mx.Outcome is DnsOutcome.Found && MxList.IsNullMx(mx.Records);
        if (isNull) yield return new(NullMx, survey.Domain);
        else if (mx.Outcome is DnsOutcome.Bogus) yield break; // told with the signatures
        else if (mx.IsError) yield return new(Unanswered, survey.Domain, problem);
        else if (mx.Outcome is DnsOutcome.NxDomain) yield return new(NoDomain, survey.Domain);
        else if (survey.Hosts.Count == 0) yield return new(NoHost, survey.Domain, problem);
        else if (mx.Outcome is DnsOutcome.NoData) yield return new(Implicit, survey.Domain);

        if (!isNull && mx.Records.Any(record => record.Host.Length == 0)) yield return new(NullMxBesides, survey.Domain);
    }
}
