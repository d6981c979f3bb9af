using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.MailAuth;

/// <summary>H3: what the domain wants done with mail that only pretends to be its own (RFC 9989).</summary>
internal sealed class DmarcCheck : ICheck
{
    public static readonly FindingKind None =
        new("H3", Severity.Warning, "Nothing says what becomes of forged mail of the domain")
        {
            Meaning = "With DMARC a domain says what receivers are to do with mail that bears its name and that neither SPF "
                + "nor DKIM "
            + "vouches for, and where they report such mail. Without it everybody can write in the domain's name.",
            Remedy = "Publish TXT at _dmarc.domain: v=DMARC1; p=none; rua=mailto:dmarc@domain. Read the reports for some "
                + "weeks, mend "
            + "what they show, and then set p=quarantine or p=reject.",
        };

    public static readonly FindingKind Dns = new("H3-dns", Severity.Fail, "The DMARC record cannot be looked up")
    {
        Meaning = "The name servers fail when they are asked for TXT at _dmarc. Receivers let mail wait, or take forged mail "
            + "too.",
        Remedy = "Look at the name servers of the domain: dig TXT _dmarc.domain against each of them.",
    };

    public static readonly FindingKind Several = new("H3-several", Severity.Fail, "The domain has more than one DMARC record")
    {
        Meaning = "Only one record at _dmarc may begin with v=DMARC1. Where there are two, receivers throw away both.",
        Remedy = "Remove all but one of the records that begin with v=DMARC1.",
    };

    public static readonly FindingKind Broken = new("H3-syntax", Severity.Fail, "The DMARC record cannot be used")
    {
        Meaning = "There is a record at _dmarc that is not written as it must be: receivers treat the domain as one without a "
            + "policy.",
        Remedy = "Write tags parted by semicolons, each once: v=DMARC1; p=reject; rua=mailto:dmarc@domain.",
    };

    public static readonly FindingKind NearMiss =
        new("H3-typo", Severity.Warning, "A record that was meant for DMARC is passed over")
        {
            Meaning = "A TXT record at _dmarc nearly begins as it must (v=DMARC1), and so it does not count.",
            Remedy = "Write the beginning to the letter: v=DMARC1 with large letters, and a semicolon behind it.",
        };

    public static readonly FindingKind BadPolicy = new("H3-policy", Severity.Fail, "The DMARC policy is none of the three words")
    {
        Meaning = "One of p=, sp= and np= is missing or is none of none, quarantine and reject. Receivers then act as if it were "
            + "p=none: forged mail is delivered.",
        Remedy = "Write p=quarantine or p=reject, and the same words for sp= and np= if they are there at all.",
    };

    public static readonly FindingKind Watching = new("H3-none", Severity.Warning, "Forged mail of the domain is only watched")
    {
        Meaning = "The policy is p=none: receivers report what they see, and deliver forged mail. That is right at the "
            + "beginning, and "
            + "many forget to go on.",
        Remedy = "Read the reports for some weeks, add servers that are missing in SPF or do not sign, and then set "
            + "p=quarantine or "
            + "p=reject.",
    };

    public static readonly FindingKind Test = new("H3-test", Severity.Warning, "The DMARC policy is only being tried")
    {
        Meaning = "The record says t=y: receivers are asked not to act on the policy, only to report.",
        Remedy = "Take t=y out once the reports show that no real mail would be hit.",
    };

    public static readonly FindingKind Below = new("H3-sub", Severity.Warning, "Names below the domain are not protected")
    {
        Meaning = "The policy of the domain itself is strict, and that for the names below it (sp= or np=) is none: forgers "
            + "write in "
            + "the name of accounts.domain, or of one that does not exist.",
        Remedy = "Take sp= and np= out, so that p= holds for all, or set them to quarantine or reject.",
    };

    public static readonly FindingKind Suffix =
        new("H3-psd", Severity.Warning, "The domain says that others own the names below it")
        {
            Meaning = "The record says psd=y, which is for registries such as co.uk, below which anybody can get a name. Mail "
                + "from "
            + "subdomains then does not count as mail of the same organization.",
            Remedy = "Take psd=y out, unless you give away names below the domain to others.",
        };

    public static readonly FindingKind Obsolete = new("H3-old", Severity.Info, "The DMARC record has tags that went out of use")
    {
        Meaning = "The tags pct, rf and ri were taken out in 2026 (RFC 9989). Who still reads pct applies the policy to a "
            + "part of "
            + "the mail only, and others apply it to all.",
        Remedy = "Take them out. To try a policy there is t=y now.",
    };

    public static readonly FindingKind BadTag =
        new("H3-tag", Severity.Warning, "A tag of the DMARC record has a value that is none")
        {
            Meaning = "One of t, psd, adkim and aspf has another value than the letters that it can have. Receivers pass over "
                + "it.",
            Remedy = "Write t=y or t=n, adkim=r or adkim=s, aspf=r or aspf=s; or take the tag out.",
        };

    public IReadOnlyList<FindingKind> Kinds =>
        [None, Dns, Several, Broken, NearMiss, BadPolicy, Watching, Test, Below, Suffix, Obsolete, BadTag];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Authentication?.Dmarc is not { } dmarc) return [];
        var place = DmarcRecord.NameFor(survey.Domain);
        if (dmarc.Failed is { } failed) return [new(Dns, survey.Domain, failed)];
        if (dmarc.Own.State is TxtRecordState.Invalid) return [Invalid(place, dmarc.Own.Flaws[^1])];
        List<Finding> findings = [];
        if (dmarc.Own.Flaws.Contains(DmarcRecordFlaw.NearMiss))
            findings.Add(new(NearMiss, place, PeerText.Quote(dmarc.Texts.Records[0], 120)));
        if (dmarc.Record is not { } record)
            return findings.Count > 0 ? findings : [new(None, survey.Domain)];
        return [.. findings, .. Policies(survey.Domain, dmarc, record), .. Tags(survey.Domain, dmarc, record)];
    }

    private static Finding Invalid(string place, DmarcRecordFlaw flaw) => flaw switch
    {
        DmarcRecordFlaw.Several => new(Several, place),
        DmarcRecordFlaw.InvalidPolicy => new(Broken, place, "its policy is none of none, quarantine and reject"),
        _ => new(Broken, place, "it is not made of tag=value parted by semicolons, or a tag stands twice"),
    };

    private static IEnumerable<Finding> Policies(string domain, DmarcSurvey dmarc, DmarcRecord record)
    {
        var place = DmarcRecord.NameFor(dmarc.PolicyDomain!);
        var isBad = record.Flaws.Any(static flaw => flaw is DmarcRecordFlaw.InvalidPolicy or DmarcRecordFlaw.NoPolicy);
        if (isBad) yield return new(BadPolicy, place);
        else if (dmarc.Policy is DmarcPolicy.None)
            yield return new(Watching, domain, domain == dmarc.PolicyDomain ? "p=none" : $"the policy for it stands at {place}");
        else if (record.IsTest) yield return new(Test, place);
        if (domain != dmarc.PolicyDomain || record.Policy is DmarcPolicy.None) yield break;
        if (record.SubdomainPolicy is DmarcPolicy.None) yield return new(Below, place, "sp=none");
        else if (record.NonexistentPolicy is DmarcPolicy.None) yield return new(Below, place, "np=none");
    }

    private static IEnumerable<Finding> Tags(string domain, DmarcSurvey dmarc, DmarcRecord record)
    {
        var place = DmarcRecord.NameFor(dmarc.PolicyDomain!);
        if (record.IsPublicSuffix is true && domain == dmarc.PolicyDomain) yield return new(Suffix, place);
        if (record.Flaws.Contains(DmarcRecordFlaw.InvalidTag)) yield return new(BadTag, place);
        if (record.Flaws.Contains(DmarcRecordFlaw.ObsoleteTag)) yield return new(Obsolete, place);
    }
}
