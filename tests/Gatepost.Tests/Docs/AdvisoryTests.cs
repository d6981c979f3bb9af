using System.Text.RegularExpressions;

namespace Gatepost.Tests.Docs;

/// <summary>Each advisory of the page has its tests, and each that a test bears is on the page.</summary>
public sealed partial class AdvisoryTests
{
    private static readonly string[][] Rows = [.. MarkdownTable.Rows(Repository.Read("docs/advisories.md"), "advisory")];

    // By the name of its file: the advisories that a class or dialogue names. Pages of golden output cite some, and test nothing.
    private static readonly Dictionary<string, HashSet<string>> Borne = Repository.Files("tests", "*.cs")
        .Concat(Repository.Files("tests", "*.dialogue"))
        .ToDictionary(static path => path, static path => Ids().Matches(path + Repository.Read(path))
            .Select(static match => match.Value.Replace('_', '-')).ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void Each_test_that_the_page_names_bears_the_advisory() => Findings.AssertNone(
        from row in Rows
        from Match name in Names().Matches(row[2])
        where !Borne.Any(file => Path.GetFileNameWithoutExtension(file.Key) == name.Groups[1].Value && file.Value.Contains(row[0]))
        select $"{row[0]}: {name.Value} does not name it");

    [Fact]
    public void Each_advisory_of_the_page_names_a_test() =>
        Findings.AssertNone(Rows.Where(static row => !Names().IsMatch(row[2])).Select(static row => row[0]));

    [Fact]
    public void Each_advisory_that_a_test_bears_is_on_the_page() => Findings.AssertNone(
        from file in Borne
        from id in file.Value
        where !Rows.Any(row => row[0] == id)
        select $"{file.Key}: {id}");

    [GeneratedRegex("CVE[-_][0-9]{4}[-_][0-9]{3,}|GHSA[-_][0-9a-z]{4}[-_][0-9a-z]{4}[-_][0-9a-z]{4}")]
    private static partial Regex Ids();

    [GeneratedRegex("`([A-Za-z0-9-]+)`")]
    private static partial Regex Names();
}
