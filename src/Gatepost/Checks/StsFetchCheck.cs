using Gatepost.Checks.Survey;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks;

/// <summary>F4 to F6, F13, F15: whether the policy of MTA-STS can be fetched and read.</summary>
internal sealed class StsFetchCheck : ICheck
{
    public static readonly FindingKind Unfetched = new("F4", Severity.Warning, "The MTA-STS policy cannot be fetched")
    {
        Own = Severity.Fail,
        Meaning = "The record in the DNS says that there is a policy, and the web server that should have it (mta-sts.domain) "
            + "has no address, does not answer, or fails. Senders that do not remember an earlier one go without it.",
        Remedy = "The domain's owner looks whether mta-sts.domain has an address and a web server that answers on port 443.",
    };

    public static readonly FindingKind Misplaced = new("F4-path", Severity.Warning, "The policy is not where senders look for it")
    {
        Own = Severity.Fail,
        Meaning = "The web server answers, and has no such page. Senders look at one place only, "
            + "https://mta-sts.domain/.well-known/mta-sts.txt, to the letter; without a page there they go without the policy.",
        Remedy = "The domain's owner puts the policy at exactly this path.",
    };

    public static readonly FindingKind Redirected = new("F4-redirect", Severity.Warning, "The MTA-STS policy is redirected")
    {
        Own = Severity.Fail,
        Meaning = "The web server sends whoever asks for the policy to another place, as it does with people and their browsers. "
            + "Senders must not follow (RFC 8461 §3.3): for them there is no policy.",
        Remedy = "The domain's owner makes mta-sts.domain answer with the policy itself. Often a rule for the whole web site "
            + "(to www, or to a sign-in) has to leave this host out.",
    };

    public static readonly FindingKind TurnedAway = new("F4-refused", Severity.Warning, "The policy host turns senders away")
    {
        Own = Severity.Fail,
        Meaning = "The web server refuses to give the policy to us. Mostly a protection against robots, in front of the web "
            + "site, takes every program for one that it does not know: a browser sees the page, and mail servers do not.",
        Remedy = "The domain's owner exempts the host mta-sts.domain from the protection against robots, and from sign-in.",
    };

    public static readonly FindingKind Unproven =
        new("F5", Severity.Warning, "The policy host shows a certificate that is not valid")
        {
            Own = Severity.Fail,
            Meaning = "The policy counts only when it comes from a host that proves its name mta-sts.domain. Its certificate "
                + "has expired, is for another name, or no CA vouches for it: senders do not take the policy.",
            Remedy = "The domain's owner gets a certificate for mta-sts.domain and lets it renew itself.",
        };

    public static readonly FindingKind Invalid = new("F6", Severity.Warning, "The MTA-STS policy is not written as it must be")
    {
        Own = Severity.Fail,
        Meaning = "The page comes, and is no policy: senders treat the domain as one without MTA-STS.",
        Remedy = "The domain's owner corrects the page: version: STSv1, mode: enforce, one mx: line for each host, max_age: "
            + "604800 or more; plain text, no byte order mark, no HTML, host names with umlauts in their xn-- form.",
    };

    public static readonly FindingKind OtherType = new("F13", Severity.Warning, "The MTA-STS policy is not sent as plain text")
    {
        Meaning = "The web server says that the page is something else than plain text (the Content-Type is not text/plain). "
            + "Some senders, Gatepost among them, take text of any kind; strict ones take nothing else, and go without the "
            + "policy (RFC 8461 §3.2).",
        Remedy = "The domain's owner has the web server send .well-known/mta-sts.txt as text/plain.",
    };

    public static readonly FindingKind Odd = new("F15", Severity.Info, "The MTA-STS policy holds lines that do not count")
    {
        Own = Severity.Warning,
        Meaning = "A line is passed over or taken for something else: a word that is misspelt, one that stands there twice, an "
            + "empty line. The policy holds; whoever wrote it may have meant something more.",
        Remedy = "The domain's owner corrects the page.",
    };

    public IReadOnlyList<FindingKind> Kinds =>
        [Unfetched, Misplaced, Redirected, TurnedAway, Unproven, Invalid, OtherType, Odd];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Sts is not { } fetch) yield break;
        if (fetch.OtherType is { } type) yield return new(OtherType, survey.Domain, $"sent as {type}");
        else if (fetch.Policy is null) yield return new(Why(fetch), survey.Domain, fetch.Words ?? "");
        if (fetch.Policy is null) yield break;
        foreach (var flaw in fetch.Findings.Where(static flaw => !flaw.IsFatal))
            yield return new(Odd, survey.Domain, flaw.Describe());
    }

    private static FindingKind Why(StsFetch fetch) => fetch switch
    {
        { Problem: StsFetchProblem.Invalid } => Invalid,
        { Problem: StsFetchProblem.WebPkiInvalid } => Unproven,
        { Status: >= 300 and < 400 } => Redirected,
        { Status: 401 or 403 or 405 or 406 or 429 or 451 } => TurnedAway,
        { Status: 404 or 410 } => Misplaced,
        _ => Unfetched,
    };
}
