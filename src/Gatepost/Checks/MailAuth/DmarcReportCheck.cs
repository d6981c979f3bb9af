using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAuth;

namespace Gatepost.Checks.MailAuth;

/// <summary>H4: whether the reports about forged mail of the domain reach somebody; whether its logo would be shown.</summary>
internal sealed class DmarcReportCheck : ICheck
{
    public static readonly FindingKind None = new("H4", Severity.Info, "The domain wants no reports about forged mail")
    {
        Meaning = "Large receivers report daily who sends mail in the domain's name and what SPF and DKIM say of it. Without "
            + "rua= "
            + "in the DMARC record nobody tells you when a server of your own is forgotten in SPF.",
        Remedy = "Add rua=mailto:dmarc@domain to the record at _dmarc.domain. The reports are XML, and many; programs and "
            + "services "
            + "read them.",
    };

    public static readonly FindingKind Refused =
        new("H4-consent", Severity.Warning, "Another domain did not agree to take the reports")
        {
            Meaning = "The reports are to go to an address of another domain, and receivers send them there only if that domain "
            + "agrees in "
            + "the DNS: a TXT record that begins with v=DMARC1. It is missing, so no reports are sent there.",
            Remedy = "Whoever runs the other domain publishes TXT at domain._report._dmarc.other: v=DMARC1. Services that read "
            + "reports do "
            + "so when you register with them. Or use an address of the domain itself.",
        };

    public static readonly FindingKind ConsentDns =
        new("H4-dns", Severity.Warning, "It cannot be looked up whether another domain takes the reports")
        {
            Meaning = "The reports are to go to an address of another domain, and its name servers fail when they are asked "
            + "whether it "
            + "agrees. Receivers then send no reports there.",
            Remedy = "Ask whoever runs the other domain to look at its name servers: dig TXT domain._report._dmarc.other against "
            + "each.",
        };

    public static readonly FindingKind Unusable =
        new("H4-address", Severity.Warning, "A destination for the reports cannot be used")
        {
            Meaning = "Reports go to mailto: addresses. One of the destinations of rua= or ruf= is none, and is passed over.",
            Remedy = "Write rua=mailto:dmarc@domain; several addresses are parted by commas, each with mailto: before it.",
        };

    public static readonly FindingKind Logo = new("H4-bimi", Severity.Info, "The domain's logo is not shown")
    {
        Meaning = "There is a BIMI record, with which some mail programs show the sender's logo, and they do so only where "
            + "the DMARC "
            + "policy is quarantine or reject, for the names below the domain too.",
        Remedy = "Make the DMARC policy strict first, or take the BIMI record out.",
    };

    public IReadOnlyList<FindingKind> Kinds => [None, Refused, ConsentDns, Unusable, Logo];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Authentication?.Dmarc is not { } dmarc) yield break;
        var isStrict = dmarc.Policy is not DmarcPolicy.None
            && dmarc.Record is { IsTest: false, SubdomainPolicy: not DmarcPolicy.None };
        if (dmarc.HasLogo && !isStrict) yield return new(Logo, survey.Domain);
        if (dmarc.Record is not { } record) yield break;
        var place = DmarcRecord.NameFor(dmarc.PolicyDomain!);
        var isUnusable = record.Flaws.Contains(DmarcRecordFlaw.UnusableDestination);
        if (isUnusable) yield return new(Unusable, place);
        else if (record.AggregateTo.Count == 0) yield return new(None, place);
        foreach (var (other, agrees) in dmarc.Consents)
        {
            var detail = $"TXT at {DmarcRecord.ConsentNameFor(dmarc.PolicyDomain!, other)}";
            if (agrees is false) yield return new(Refused, other, detail);
            if (agrees is null) yield return new(ConsentDns, other, detail);
        }
    }
}
