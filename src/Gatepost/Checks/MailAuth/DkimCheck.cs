using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;

namespace Gatepost.Checks.MailAuth;

/// <summary>H2: whether the keys with which the domain's mail is signed can be found, and are good (RFC 6376).</summary>
internal sealed class DkimCheck : ICheck
{
    // RFC 8301 §3.2: "Signers SHOULD use RSA keys of at least 2048 bits", and shorter than 1024 "MUST NOT" be taken.
    private const int WantedBits = 2048, LeastBits = 1024;

    public static readonly FindingKind Untold = new("H2", Severity.Info, "It is not known with which keys mail is signed")
    {
        Meaning = "Mail is signed (DKIM) so that receivers can see that it is real, also when it was passed on. The public "
            + "key is "
            + "in the DNS under a name of its own, the selector, and the DNS does not tell which there are. This gateway does "
            + "not "
            + "sign yet: your mail server, or a service, may.",
        Remedy = "Look for s= in the DKIM-Signature field of a message that you sent, and say it: gatepost check --own "
            + "--selector "
            + "NAME (once for each). If there is no such field, switch signing on at your mail server.",
    };

    public static readonly FindingKind Missing = new("H2-missing", Severity.Fail, "There is no DKIM key at the selector")
    {
        Meaning = "Mail that is signed with this selector cannot be checked, since there is no public key at its name. Receivers "
            + "treat it as not signed; with a strict DMARC policy they may refuse it.",
        Remedy = "Publish the public key as TXT at selector._domainkey.domain, as whoever signs the mail tells it, or correct "
            + "the "
            + "selector there.",
    };

    public static readonly FindingKind Dns = new("H2-dns", Severity.Fail, "The DKIM key cannot be looked up")
    {
        Meaning = "The name servers fail when they are asked for the key. Receivers let mail wait, or take it as not signed.",
        Remedy = "Look at the name servers of the domain: dig TXT selector._domainkey.domain against each of them.",
    };

    public static readonly FindingKind Broken = new("H2-broken", Severity.Fail, "The DKIM key cannot be used")
    {
        Meaning = "There is a record at the selector's name, and receivers cannot check a signature with it: they treat mail "
            + "that "
            + "bears it as not signed.",
        Remedy = "Publish exactly one record there, as whoever signs the mail tells it: v=DKIM1; k=rsa; p= and the key. Long "
            + "keys "
            + "are cut into several strings within the one record; nothing may be lost between them.",
    };

    public static readonly FindingKind Revoked = new("H2-revoked", Severity.Fail, "The DKIM key was taken back")
    {
        Meaning = "The record has an empty p=, which says that the key is not valid any more. Mail that is still signed with it "
            + "counts as not signed.",
        Remedy = "Let the mail be signed with another selector, whose key is published; or leave this one out of the check if it "
            + "is not used any more.",
    };

    public static readonly FindingKind Weak = new("H2-weak", Severity.Fail, "The DKIM key is so short that it counts for nothing")
    {
        Meaning = "RSA keys of less than 1024 bits can be broken by anybody in hours, so receivers do not take them (RFC 8301).",
        Remedy = "Make a new key of 2048 bits, publish it under a new selector, and let the mail be signed with that.",
    };

    public static readonly FindingKind Short = new("H2-short", Severity.Warning, "The DKIM key is shorter than 2048 bits")
    {
        Meaning = "RSA keys of 1024 bits can be broken by those who spend much on it; then they sign in your name. 2048 bits are "
            + "what is asked for today (RFC 8301).",
        Remedy = "Make a new key of 2048 bits, publish it under a new selector, and let the mail be signed with that. A further "
            + "Ed25519 key is welcome, but not every receiver knows it.",
    };

    public static readonly FindingKind OnlyEd = new("H2-ed25519", Severity.Warning, "Mail is signed with Ed25519 alone")
    {
        Meaning = "Keys of this kind are short and strong, and large receivers do not know them yet: for those the mail is not "
            + "signed.",
        Remedy = "Sign with an RSA key of 2048 bits as well, under a selector of its own, and name both with --selector.",
    };

    public static readonly FindingKind Testing = new("H2-test", Severity.Warning, "The DKIM key is only being tried")
    {
        Meaning = "The record says t=y: the domain is trying DKIM, and receivers are to treat its mail as if it were not signed. "
            + "It is often forgotten.",
        Remedy = "Take y out of t= once signatures verify at others.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Untold, Missing, Dns, Broken, Revoked, Weak, Short, OnlyEd, Testing];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Authentication is not { } authentication) yield break;
        var keys = authentication.Keys;
        if (keys.Count == 0) yield return new(Untold, survey.Domain);
        foreach (var finding in keys.SelectMany(Judge)) yield return finding;
        if (keys.Count > 0 && keys.All(static key => key.Key.Type is DkimKeyType.Ed25519))
            yield return new(OnlyEd, survey.Domain, string.Join(", ", keys.Select(static key => key.Name)));
    }

    private static IEnumerable<Finding> Judge(DkimKeySurvey survey)
    {
        var key = survey.Key;
        if (survey.Texts.IsError) yield return new(Dns, survey.Name, survey.Texts.Outcome.Word());
        else if (survey.Texts.Records.Count == 0) yield return new(Missing, survey.Name);
        else if (key.Flaws.Count > 0)
            yield return key.Flaws[0] is DkimKeyFlaw.Revoked
                ? new(Revoked, survey.Name)
                : new(Broken, survey.Name, Words(key.Flaws[0]));
        else if (key is { Type: DkimKeyType.Rsa, Bits: < WantedBits })
            yield return new(key.Bits < LeastBits ? Weak : Short, survey.Name, $"RSA, {key.Bits} bits");
        if (key.IsTesting) yield return new(Testing, survey.Name);
    }

    private static string Words(DkimKeyFlaw flaw) => flaw switch
    {
        DkimKeyFlaw.Several => "there is more than one TXT record",
        DkimKeyFlaw.Syntax => "it is not made of tag=value parted by semicolons, or a tag stands twice",
        DkimKeyFlaw.Version => "v= is not DKIM1, or not the first tag",
        DkimKeyFlaw.NoKey => "it has no p=",
        DkimKeyFlaw.UnknownType => "k= is neither rsa nor ed25519",
        DkimKeyFlaw.Unreadable => "what stands in p= is no key of that kind; part of it may be missing",
        _ => "s= or h= say that it is not for mail, or not for SHA-256",
    };
}
