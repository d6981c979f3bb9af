using System.Text.RegularExpressions;

namespace Gatepost.Tests.Docs;

/// <summary>Each case of the page on hostile peers names a test that there is.</summary>
public sealed partial class HostilePageTests
{
    private static readonly string[][] Rows = [.. new[] { "a server", "an answer", "a host", "where" }
        .SelectMany(static header => MarkdownTable.Rows(Repository.Read("docs/hostile-peers.md"), header))];

    private static readonly HashSet<string> Classes =
        [.. Repository.Files("tests", "*.cs").Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Fact]
    public void Each_case_names_tests_that_exist()
    {
        Assert.InRange(Rows.Length, 30, 100);
        Findings.AssertNone(
            from row in Rows
            let names = Names().Matches(row[^1]).Select(static match => match.Groups[1].Value).ToList()
            where names.Count == 0 || !names.TrueForAll(Classes.Contains)
            select $"{row[0]}: {row[^1]}");
    }

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Names();
}
