namespace Gatepost.Tests.Docs;

public sealed class RfcTests
{
    private const string Page = "docs/rfcs.md";

    private static readonly HashSet<RfcCitation> Listed =
        [.. MarkdownTable.Rows(Repository.Read(Page), "RFC")
            .Select(static cells => new RfcCitation(Number(cells[0]), cells[1].TrimStart('§')))];

    private static readonly ILookup<RfcCitation, string> Cited = Repository.Files("src", "*.cs")
        .SelectMany(static path => RfcCitation.In(Repository.Read(path)).Select(citation => (citation, Room: RoomOf(path))))
        .ToLookup(static pair => pair.citation, static pair => pair.Room);

    [Fact]
    public void Each_standard_that_the_source_cites_is_a_row_of_the_page()
    {
        Assert.NotEmpty(Cited);
        Findings.AssertNone(Cited
            .Where(static cited =>
                cited.Key.Section.Length == 0 ? !Listed.Any(row => row.Rfc == cited.Key.Rfc) : !Listed.Contains(cited.Key))
            .OrderBy(static cited => int.Parse(cited.Key.Rfc, null))
                .ThenBy(static cited => cited.Key.Section, StringComparer.Ordinal)
            .Select(static cited => cited.Key.Row(string.Join(", ", cited.Distinct().Order(StringComparer.Ordinal)))));
    }

    [Fact]
    public void Each_row_that_says_kept_is_cited_where_it_is_kept() => Findings.AssertNone(
        MarkdownTable.Rows(Repository.Read(Page), "RFC")
            .Where(static cells => cells[3].StartsWith("kept", StringComparison.Ordinal))
            .Where(static cells => !Cited.Contains(new RfcCitation(Number(cells[0]), cells[1].TrimStart('§'))))
            .Select(static cells => $"RFC {cells[0]} {cells[1]} is said to be kept, and no line of src cites it"));

    [Theory]
    [InlineData("// RFC 5321 §4.1.1.1: the MUST", "5321", "4.1.1.1")]
    [InlineData("/// text RFC 3207\n    /// §4.2, more", "3207", "4.2")]
    [InlineData("(RFC 7505)", "7505", "")]
    public void A_citation_is_found(string text, string rfc, string section) =>
        Assert.Equal(new RfcCitation(rfc, section), Assert.Single(RfcCitation.In(text)));

    private static string Number(string cell) => cell.Replace("RFC ", "", StringComparison.Ordinal);

    private static string RoomOf(string path) => path.Split('/') switch
    {
        ["src", "Gatepost", var room, _, ..] => room,
        ["src", "Gatepost.Protocols", var area, _, ..] => $"Protocols/{area}",
        ["src", var project, ..] => project,
        _ => path,
    };
}
