using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>What people read of the flaws of a policy.</summary>
internal static class StsPolicyFindings
{
    private const int ShownLine = 80;

    /// <summary><c>line 3, "mx: …": that is no host name</c>.</summary>
    public static string Describe(this StsPolicyFinding finding) => finding switch
    {
        { Line: 0 } => Word(finding.Flaw),
        { Text.Length: 0 } => $"line {finding.Line}: {Word(finding.Flaw)}",
        _ => $"line {finding.Line}, {PeerText.Quote(finding.Text, ShownLine)}: {Word(finding.Flaw)}",
    };

    private static string Word(StsPolicyFlaw flaw) => flaw switch
    {
        StsPolicyFlaw.TooLarge => "it is larger than 64 KiB",
        StsPolicyFlaw.MalformedLine => "that is not a word, a colon and a value",
        StsPolicyFlaw.ByteOrderMark => "it begins with a byte order mark, three invisible octets that some editors write",
        StsPolicyFlaw.NoVersion => "there is no version",
        StsPolicyFlaw.UnknownVersion => "the version is not STSv1",
        StsPolicyFlaw.NoMode => "there is no mode",
        StsPolicyFlaw.UnknownMode => "the mode is not enforce, testing or none, in small letters",
        StsPolicyFlaw.NoMaxAge => "there is no max_age",
        StsPolicyFlaw.InvalidMaxAge => "max_age is not a number of seconds",
        StsPolicyFlaw.NoMx => "there is no mx",
        StsPolicyFlaw.InvalidMx => "that is no host name; one with umlauts is written as xn--",
        StsPolicyFlaw.MaxAgeAboveLimit => "max_age is more than a year, and counts as one",
        StsPolicyFlaw.RepeatedKey => "it stands there twice, and the first counts",
        StsPolicyFlaw.UnknownKey => "the standard does not know this word",
        StsPolicyFlaw.EmptyLine => "the line is empty",
        _ => "the name ends in a dot",
    };
}
