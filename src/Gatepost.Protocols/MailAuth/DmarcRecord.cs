using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.MailAuth;

/// <summary>
/// The record at <c>_dmarc.domain</c> (RFC 9989 §4.7): what receivers are to do with mail whose From is of the domain and that
/// neither SPF nor DKIM vouches for, and where they report what they saw.
/// </summary>
/// <remarks><c>v=DMARC1; p=reject; sp=quarantine; rua=mailto:reports@example.com</c></remarks>
public sealed record DmarcRecord
{
    private const string Version = "DMARC1", MailTo = "mailto:";

    /// <summary>Whether there is exactly one that counts.</summary>
    public required TxtRecordState State { get; init; }

    /// <summary>For the domain itself.</summary>
    public DmarcPolicy Policy { get; init; }

    /// <summary>For the domains below that exist; null: the same.</summary>
    public DmarcPolicy? SubdomainPolicy { get; init; }

    /// <summary>For the domains below that do not exist; null: that of those which do.</summary>
    public DmarcPolicy? NonexistentPolicy { get; init; }

    /// <summary>The policy is only tried out (<c>t=y</c>): receivers do not act on it.</summary>
    public bool IsTest { get; init; }

    /// <summary>Whether names are given away directly below it, as below <c>co.uk</c>; null: it does not say.</summary>
    public bool? IsPublicSuffix { get; init; }

    /// <summary>Where the daily reports go: addresses.</summary>
    public IReadOnlyList<Mailbox> AggregateTo { get; init; } = [];

    /// <summary>Where single failures are told: addresses.</summary>
    public IReadOnlyList<Mailbox> FailuresTo { get; init; } = [];

    /// <summary>What is wrong, of a valid record too.</summary>
    public IReadOnlyList<DmarcRecordFlaw> Flaws { get; init; } = [];

    /// <summary>The name to ask for.</summary>
    public static string NameFor(string domain) => $"_dmarc.{domain}";

    /// <summary>The name at which a destination agrees to take another domain's reports (RFC 9990 §4).</summary>
    public static string ConsentNameFor(string domain, string destination) => $"{domain}._report._dmarc.{destination}";

    /// <summary>Whether the TXT records at that name agree: one of them begins with <c>v=DMARC1</c>.</summary>
    public static bool IsConsent(IReadOnlyList<string> texts) => texts.Any(static text => TagList.BeginsWith(text, Version));

    /// <summary>Reads all TXT records at the name; the strings of each are put together already.</summary>
    public static DmarcRecord Read(IReadOnlyList<string> texts)
    {
        string[] records = [.. texts.Where(static text => TagList.BeginsWith(text, Version))];
        List<DmarcRecordFlaw> flaws = texts.Any(IsNearMiss) ? [DmarcRecordFlaw.NearMiss] : [];
        if (records.Length == 0) return new() { State = TxtRecordState.Absent, Flaws = flaws };
        // RFC 9989 §4.10: "If multiple DMARC Policy Records are returned for a single target, they are all discarded."
        if (records.Length > 1) return Invalid(flaws, DmarcRecordFlaw.Several);
        return TagList.TryRead(records[0], out var tags) ? Read(tags, flaws) : Invalid(flaws, DmarcRecordFlaw.Syntax);
    }

    private static DmarcRecord Read(TagList tags, List<DmarcRecordFlaw> flaws)
    {
        var aggregate = AddressesOf(tags["rua"], flaws);
        DmarcPolicy? own = PolicyOf(tags, "p", flaws), below = PolicyOf(tags, "sp", flaws), unknown = PolicyOf(tags, "np", flaws);
        var isBroken = flaws.Contains(DmarcRecordFlaw.InvalidPolicy);
        // RFC 9989 §4.10.1: with a destination for reports the domain is taken to be watching; without one nothing counts.
        if (isBroken && aggregate.Count == 0) return new() { State = TxtRecordState.Invalid, Flaws = flaws };
        if (tags["p"] is null) flaws.Add(DmarcRecordFlaw.NoPolicy);
        if (!AreWords(tags)) flaws.Add(DmarcRecordFlaw.InvalidTag);
        if (tags.Names.Any(static name => name is "pct" or "rf" or "ri")) flaws.Add(DmarcRecordFlaw.ObsoleteTag);
        return new()
        {
            State = TxtRecordState.Valid,
            Policy = isBroken ? DmarcPolicy.None : own ?? DmarcPolicy.None,
            SubdomainPolicy = isBroken ? null : below,
            NonexistentPolicy = isBroken ? null : unknown,
            IsTest = IsWord(tags["t"], "y"),
            IsPublicSuffix = IsWord(tags["psd"], "y") ? true : IsWord(tags["psd"], "n") ? false : null,
            AggregateTo = aggregate,
            FailuresTo = AddressesOf(tags["ruf"], flaws),
            Flaws = flaws,
        };
    }

    private static bool AreWords(TagList tags) => Keeps(tags, "t", "y", "n") && Keeps(tags, "psd", "y", "n", "u")
        && Keeps(tags, "adkim", "r", "s") && Keeps(tags, "aspf", "r", "s");

    private static DmarcRecord Invalid(List<DmarcRecordFlaw> flaws, DmarcRecordFlaw flaw)
    {
        flaws.Add(flaw);
        return new() { State = TxtRecordState.Invalid, Flaws = flaws };
    }

    private static DmarcPolicy? PolicyOf(TagList tags, string name, List<DmarcRecordFlaw> flaws)
    {
        if (tags[name] is not { } text) return null;
        foreach (var policy in Enum.GetValues<DmarcPolicy>())
            if (IsWord(text, policy.ToString())) return policy;
        flaws.Add(DmarcRecordFlaw.InvalidPolicy);
        return null;
    }

    // RFC 9989 §4.8: the words are literals of ABNF, in which case does not matter (RFC 5234 §2.3).
    private static bool IsWord(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);

    private static bool Keeps(TagList tags, string name, params ReadOnlySpan<string> words)
    {
        if (tags[name] is not { } value) return true;
        foreach (var word in words)
            if (IsWord(value, word)) return true;
        return false;
    }

    // RFC 9989 §4.7: receivers need to know mailto: alone, and pass over what they do not know.
    private static List<Mailbox> AddressesOf(string? list, List<DmarcRecordFlaw> flaws)
    {
        var found = new List<Mailbox>();
        foreach (var uri in list?.Split(',') ?? [])
        {
            if (AddressOf(uri.Trim(' ', '\t')) is { } mailbox) found.Add(mailbox);
            else if (!flaws.Contains(DmarcRecordFlaw.UnusableDestination)) flaws.Add(DmarcRecordFlaw.UnusableDestination);
        }

        return found;
    }

    private static Mailbox? AddressOf(string uri)
    {
        if (!uri.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase)) return null;
        // "!10m" was a limit of size in RFC 7489 §6.2; those who still read it pass it over.
        var address = uri[MailTo.Length..].Split('?')[0].Split('!')[0];
        return Mailbox.TryParse(Uri.UnescapeDataString(address), out var mailbox) ? mailbox : null;
    }

    private static bool IsNearMiss(string text) => !TagList.BeginsWith(text, Version)
        && text.TrimStart(' ', '\t', '"').StartsWith("v=dmarc", StringComparison.OrdinalIgnoreCase);
}
