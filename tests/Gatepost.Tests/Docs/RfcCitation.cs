using System.Text.RegularExpressions;

namespace Gatepost.Tests.Docs;

/// <summary>One "RFC 5321 §4.1.1" in the source. A citation without a section has an empty one.</summary>
internal sealed partial record RfcCitation(string Rfc, string Section)
{
    public static IEnumerable<RfcCitation> In(string text) =>
        Pattern().Matches(text).Select(static m => new RfcCitation(m.Groups[1].Value, m.Groups[2].Value));

    public string Row(string where) => $"| {Rfc} | {(Section.Length == 0 ? "" : "§" + Section)} | {where} | kept |";

    // Across the end of a comment's line too: "RFC 5321" and "§4.1.1" may stand on two.
    [GeneratedRegex(@"RFC\s(\d{3,5})(?:(?:\s|\n\s*///?\s)§(\d+(?:\.\d+)*))?")]
    private static partial Regex Pattern();
}
