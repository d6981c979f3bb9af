using System.Text;
using Gatepost.Checks;
using Gatepost.Checks.Own;

namespace Gatepost.Tests.Checks;

/// <summary>The words of the findings: there, once, whole, and the same in the page.</summary>
public sealed class FindingTextTests
{
    private const string Begin = "<!-- findings -->\n", End = "<!-- end of findings -->";

    private static readonly FindingKind[] Kinds = [.. CheckCatalogue.Domain.SelectMany(check => check.Kinds), .. CheckCatalogue.Own.SelectMany(check => check.Kinds)];

    [Fact]
    public void Each_finding_has_a_name_and_a_title_of_its_own()
    {
        Assert.True(Kinds.Length > 50);
        Assert.Equal(Kinds.Length, Kinds.DistinctBy(kind => kind.Id).Count());
        Assert.Equal(Kinds.Length, Kinds.DistinctBy(kind => kind.Title).Count());
        Assert.Equal(Kinds.Length, Kinds.DistinctBy(kind => kind.Meaning).Count());
        Assert.All(Kinds, kind => Assert.Matches("^[A-J][0-9]+(-[a-z0-9]+)?$", kind.Id));
    }

    [Fact]
    public void Each_finding_says_what_it_means_and_what_to_do_in_whole_sentences() => Assert.All(Kinds, kind =>
    {
        Assert.Matches("^[A-Z].*[^.]$", kind.Title);
        Assert.True(kind.Title.Length <= 70, kind.Title);
        Assert.Matches(@"^[A-Z].{40,}\.$", kind.Meaning);
        Assert.Matches(@"^[A-Z""].{20,}\.$", kind.Remedy);
    });

    [Fact]
    public void Nothing_is_taken_more_lightly_at_our_own_place() => Assert.All(Kinds, kind => Assert.True(kind.Own >= kind.Severity, kind.Id));

    [Fact]
    public void Each_check_that_exists_is_in_the_catalogue()
    {
        Assert.Equal(All<ICheck>(), CheckCatalogue.Domain.Select(check => check.GetType().Name).Order());
        Assert.Equal(All<IOwnCheck>(), CheckCatalogue.Own.Select(check => check.GetType().Name).Order());
    }

    [Fact]
    public void The_page_lists_the_findings_as_they_are()
    {
        var page = Repository.Read("docs/checks.md");
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var written = page[from..page.IndexOf(End, StringComparison.Ordinal)];
        var wanted = Reference();
        if (wanted == written) return;
        var path = Repository.PathOf("artifacts/checks-findings.md");
        File.WriteAllText(path, wanted);
        Assert.Fail($"docs/checks.md has old findings; the right ones are in {path}");
    }

    private static IEnumerable<string> All<T>() => typeof(T).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(T).IsAssignableFrom(type)).Select(type => type.Name).Order();

    private static string Weight(FindingKind kind) => kind.Own == kind.Severity ? Word(kind.Severity) : $"{Word(kind.Severity)}; ours: {Word(kind.Own)}";

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private static string Reference()
    {
        var text = new StringBuilder();
        foreach (var section in Kinds.GroupBy(kind => kind.Id[0]).OrderBy(group => group.Key))
        {
            text.Append($"\n### {section.Key}. {Heading(section.Key)}\n\n");
            foreach (var kind in section)
                text.Append($"**{kind.Id}** ({Weight(kind)}) **{kind.Title}.** {kind.Meaning}\n*What to do:* {kind.Remedy}\n\n");
        }

        return text.ToString();
    }

    private static string Heading(char section) => section switch
    {
        'A' => "Where mail goes",
        'B' => "The SMTP session and STARTTLS",
        'C' => "Versions and ciphers of TLS",
        'D' => "Certificates",
        'E' => "DANE",
        'F' => "MTA-STS",
        'G' => "Reports about TLS",
        'H' => "Whether others can tell our mail from forged mail",
        'I' => "The servers of people's mail programs",
        'J' => "This gateway from the inside",
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };
}
