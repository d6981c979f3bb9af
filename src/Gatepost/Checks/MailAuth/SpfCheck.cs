using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.MailAuth;

/// <summary>H1: whether the domain says who may send its mail, and in a way that receivers can follow (RFC 7208).</summary>
internal sealed class SpfCheck : ICheck
{
    private const int ShownTerms = 12;

    public static readonly FindingKind None = new("H1", Severity.Warning, "The domain does not say who may send its mail")
    {
        Meaning = "With SPF a domain lists the addresses of the servers that send its mail, in a TXT record. Without one anybody "
            + "can send in its name, and large receivers put its real mail among the suspicious or refuse it.",
        Remedy = "Publish a TXT record at the domain itself that names all servers that send its mail, such as: v=spf1 mx "
            + "ip4:192.0.2.25 -all. If the domain sends no mail: v=spf1 -all.",
    };

    public static readonly FindingKind Dns = new("H1-dns", Severity.Fail, "The SPF record cannot be looked up")
    {
        Meaning = "The name servers fail when they are asked for the TXT records of the domain, or of another that the SPF "
            + "record "
            + "leads to. Receivers let mail wait, or take it without the protection.",
        Remedy = "Look at the name servers of the domain that is named: dig TXT domain against each of them.",
    };

    public static readonly FindingKind NearMiss =
        new("H1-typo", Severity.Warning, "A record that was meant for SPF is passed over")
        {
            Meaning = "A TXT record of the domain nearly begins as it must (v=spf1 and a blank), and so it does not count.",
            Remedy = "Write the beginning to the letter: v=spf1, then a blank. Quotation marks do not belong into the field of a "
            + "provider's form.",
        };

    public static readonly FindingKind Several = new("H1-several", Severity.Fail, "The domain has more than one SPF record")
    {
        Meaning = "Only one record may begin with v=spf1. Where there are two, receivers must treat both as an error: no mail of "
            + "the domain passes. It happens when a service tells you to add a record, and there was one.",
        Remedy = "Put the terms of all of them into one record, with one v=spf1 at the beginning and one all at the end.",
    };

    public static readonly FindingKind Broken = new("H1-syntax", Severity.Fail, "The SPF record cannot be read")
    {
        Meaning = "A term in the record is not written as it must be. One wrong term makes the whole record an error for "
            + "receivers: no mail of the domain passes.",
        Remedy = "Correct the term. Usual slips: ip4: and an IPv6 address, a comma or semicolon between terms, a blank behind a "
            + "colon, a name without a dot.",
    };

    public static readonly FindingKind Include = new("H1-include", Severity.Fail, "The SPF record leads to one that is none")
    {
        Meaning = "The record hands over to another domain's record (include or redirect), and that is missing, cannot be read, "
            + "or leads in a circle. Receivers that come to it must treat the whole as an error. Often a service was left, and "
            + "its include stayed.",
        Remedy = "Remove the term if the service is not used any more. Otherwise ask the service for the name that is right now.",
    };

    public static readonly FindingKind LookUps = new("H1-lookups", Severity.Fail, "The SPF record needs more than ten look-ups")
    {
        Meaning = "Each include, redirect, a, mx, ptr and exists costs receivers a question to the DNS, those within included "
            + "records too. After ten they stop and treat the record as an error: mail from servers that stand late in it, "
            + "and what is forged, is not told apart.",
        Remedy = "Remove services that are not used any more, write addresses (ip4:, ip6:) where they seldom change, or give a "
            + "service a subdomain of its own to send from.",
    };

    public static readonly FindingKind Voids = new("H1-void", Severity.Fail, "The SPF record names things that are not there")
    {
        Meaning = "More than two of the names in the record have no such record in the DNS. Receivers stop after the second and "
            + "treat the record as an error.",
        Remedy = "Remove the terms whose names do not exist any more. dig A name, or dig MX name, shows what a name has.",
    };

    public static readonly FindingKind Hosts =
        new("H1-mx", Severity.Fail, "The SPF record names a domain with too many mail hosts")
        {
            Meaning = "The term mx stands for the addresses of all mail hosts of a domain, and receivers look up ten at most: "
                + "where "
            + "there are more they treat the record as an error.",
            Remedy = "Write the addresses that send (ip4:, ip6:) instead of mx.",
        };

    public static readonly FindingKind Everybody = new("H1-all", Severity.Fail, "The SPF record allows everybody to send")
    {
        Meaning = "The record ends with +all, or all without a sign: every address in the world may send the domain's mail. "
            + "That is worse than no record, since forged mail passes as real.",
        Remedy = "End the record with -all, or with ~all while you still look for servers that you forgot.",
    };

    public static readonly FindingKind Open =
        new("H1-end", Severity.Warning, "The SPF record does not say that nobody else may send")
        {
            Meaning = "The record ends with ?all, or with no all: it says who sends, and nothing of all others. Forged mail is "
                + "not "
            + "told from real mail.",
            Remedy = "End the record with -all, or with ~all while you still look for servers that you forgot.",
        };

    public static readonly FindingKind Reverse = new("H1-ptr", Severity.Info, "The SPF record uses ptr")
    {
        Meaning = "The term ptr makes receivers ask for the name of each sender's address, which is slow and fails often. The "
            + "standard says that it should not be used (RFC 7208 §5.5), and some receivers pass over it.",
        Remedy = "Write the addresses (ip4:, ip6:), a or mx instead.",
    };

    public IReadOnlyList<FindingKind> Kinds =>
        [None, Dns, NearMiss, Several, Broken, Include, LookUps, Voids, Hosts, Everybody, Open, Reverse];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Authentication?.Spf is not { } spf) return [];
        if (spf.Texts.IsError) return [new(Dns, survey.Domain, spf.Texts.Outcome.Word())];
        var record = spf.Record;
        if (record.State is TxtRecordState.Valid) return [.. Walked(survey.Domain, spf), .. Ended(survey.Domain, spf)];
        if (record.Flaws.Contains(SpfRecordFlaw.NearMiss))
            return [new(NearMiss, survey.Domain, PeerText.Quote(NearestTo(spf.Texts), 120))];
        if (record.State is TxtRecordState.Absent) return [new(None, survey.Domain)];
        return [record.Flaws[^1] is SpfRecordFlaw.Several
            ? new(Several, survey.Domain)
            : new(Broken, survey.Domain, Words(record))];
    }

    private static IEnumerable<Finding> Walked(string domain, SpfSurvey spf)
    {
        var walk = spf.Walk;
        foreach (var problem in walk.Problems)
            yield return new(problem.Kind switch
            {
                SpfProblemKind.Dns => Dns,
                SpfProblemKind.TooManyHosts => Hosts,
                _ => Include,
            }, domain, problem.Words);
        if (walk.LookUps.Count > SpfWalk.MostLookUps)
            yield return new(LookUps, domain, $"{walk.LookUps.Count}{(walk.IsCut ? " and more" : "")}: {List(walk.LookUps)}");
        if (walk.Voids.Count > SpfWalk.MostVoids) yield return new(Voids, domain, List(walk.Voids));
        var reverse = walk.LookUps.Where(IsReverse).ToList();
        if (reverse.Count > 0) yield return new(Reverse, domain, List(reverse));
    }

    private static bool IsReverse(string term) =>
        term.TrimStart('+', '-', '~', '?').StartsWith("ptr", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Finding> Ended(string domain, SpfSurvey spf)
    {
        // A record that ends by leading to another is judged by where that one ends.
        if (spf.Record.Redirect is not null && spf.Walk.Problems.Count > 0) yield break;
        if (spf.Walk.Ending is SpfQualifier.Pass) yield return new(Everybody, domain);
        else if (spf.Walk.Ending is SpfQualifier.Neutral) yield return new(Open, domain, "it ends with ?all");
        else if (spf.Walk.Ending is null) yield return new(Open, domain, "it has no all");
    }

    private static string NearestTo(DnsAnswer<string> texts) =>
        texts.Records.First(static text => SpfRecord.Read([text]).Flaws.Contains(SpfRecordFlaw.NearMiss));

    private static string Words(SpfRecord record) => record.Flaws[^1] switch
    {
        SpfRecordFlaw.Characters => "it holds characters that are no visible ASCII",
        SpfRecordFlaw.Repeated => $"{PeerText.Quote(record.Wrong, 100)} stands twice",
        _ => $"the term {PeerText.Quote(record.Wrong, 100)}",
    };

    private static string List(IReadOnlyList<string> terms) =>
        string.Join(", ", terms.Take(ShownTerms)) + (terms.Count > ShownTerms ? ", …" : "");
}
