using System.Text.RegularExpressions;

namespace Gatepost.Tests.Docs;

public sealed partial class PageTests
{
    private static readonly string[] Pages =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Select(static p => Path.GetFileName(p)), .. Repository.Files("docs", "*.md")];

    [Fact]
    public void Each_target_of_build_sh_that_a_page_names_exists()
    {
        var targets = Target().Matches(Repository.Read("build.sh")).Select(static m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["run", "test", "build", "check", "fmt", "bench", "fuzz", "publish"]), targets);
        Findings.AssertNone(
            from page in Pages
            from Match named in NamedTarget().Matches(Repository.Read(page))
            where !targets.Contains(named.Groups[1].Value)
            select $"{page}: {named.Value}");
    }

    [Fact]
    public void The_readme_has_the_two_commands_of_a_newcomer()
    {
        var readme = Repository.Read("README.md");
        Assert.Contains("./build.sh run", readme, StringComparison.Ordinal);
        Assert.Contains("./build.sh test", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_link_between_pages_leads_somewhere() => Findings.AssertNone(
        from page in Pages
        from Match link in Link().Matches(Repository.Read(page))
        let target = Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, link.Groups[1].Value)
        where !Path.Exists(target)
        select $"{page}: {link.Value}");

    [Fact]
    public void Each_file_that_a_page_names_in_code_type_exists() => Findings.AssertNone(
        from page in Pages
        from Match named in NamedFile().Matches(Repository.Read(page))
        where !Path.Exists(Repository.PathOf(named.Groups[1].Value))
        select $"{page}: {named.Value}");

    [GeneratedRegex(@"^target_(\w+)\(\)", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"\./build\.sh (\w+)")]
    private static partial Regex NamedTarget();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|bench|packaging)/[\w./-]+)`")]
    private static partial Regex NamedFile();
}
