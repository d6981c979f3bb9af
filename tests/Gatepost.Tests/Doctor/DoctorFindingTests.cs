using System.Text;
using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Doctor;
using Gatepost.Host.Output;

namespace Gatepost.Tests.Doctor;

/// <summary>Each finding of <c>gatepost doctor</c>: its words, what raises it, and what a person reads then.</summary>
public sealed class DoctorFindingTests
{
    private const string Begin = "<!-- findings -->\n", End = "<!-- end of findings -->", Goldens = "tests/Gatepost.Tests/Doctor/golden";

    private static readonly FindingKind[] Kinds = [.. DoctorCatalogue.All.SelectMany(static check => check.Kinds)];

    public static TheoryData<string> Names => [.. DoctorScenes.All.Keys];

    [Fact]
    public void Where_all_is_well_nothing_is_found_and_each_part_says_so()
    {
        var report = DoctorReport.Of(DoctorScenes.Well);

        Findings.AssertNone(report.Findings.Select(static finding => $"{finding.Id} {finding.Where} {finding.Detail}"));
        Assert.Equal(OwnVerdict.InOrder, report.Verdict);
        Golden.Check($"{Goldens}/well.txt", Print(report, tellsWell: true));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_finding_is_raised_alone_and_told_with_what_it_means_and_what_to_do(string id)
    {
        var report = DoctorReport.Of(DoctorScenes.All[id](DoctorScenes.Well));

        Assert.Equal([id], report.Findings.Select(static finding => finding.Id).Distinct());
        Golden.Check($"{Goldens}/{id}.txt", Print(report, tellsWell: false));
    }

    [Fact]
    public void Each_finding_has_something_that_raises_it_and_a_golden_file()
    {
        Assert.Equal(Kinds.Select(static kind => kind.Id).Order(StringComparer.Ordinal), DoctorScenes.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(DoctorScenes.All.Keys.Append("well").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Repository.PathOf(Goldens)).Select(static file => Path.GetFileNameWithoutExtension(file)!)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_check_that_exists_is_in_the_catalogue() => Assert.Equal(
        typeof(IDoctorCheck).Assembly.GetTypes().Where(static type => type.IsClass && typeof(IDoctorCheck).IsAssignableFrom(type))
            .Select(static type => type.Name).Order(),
        DoctorCatalogue.All.Select(static check => check.GetType().Name).Order());

    [Fact]
    public void Each_finding_says_what_it_means_and_what_to_do_in_whole_sentences()
    {
        Assert.Equal(Kinds.Length, Kinds.DistinctBy(static kind => kind.Id).Count());
        Assert.Equal(Kinds.Length, Kinds.DistinctBy(static kind => kind.Title).Count());
        Assert.All(Kinds, static kind =>
        {
            Assert.Matches("^[K-T][0-9]+$", kind.Id);
            Assert.Matches("^[A-Z].*[^.]$", kind.Title);
            Assert.True(kind.Title.Length <= 70, kind.Title);
            Assert.Matches(@"^[A-Z].{40,}\.$", kind.Meaning);
            Assert.Matches(@"^[A-Z""].{20,}\.$", kind.Remedy);
        });
    }

    [Fact]
    public void What_is_broken_comes_before_what_is_doubtful()
    {
        var both = DoctorScenes.All["S1"](DoctorScenes.All["Q3"](DoctorScenes.All["L6"](DoctorScenes.All["T2"](DoctorScenes.Well))));

        var report = DoctorReport.Of(both);

        Assert.Equal(["S1", "L6", "Q3", "T2"], report.Findings.Select(static finding => finding.Id));
        Assert.Equal(OwnVerdict.Failing, report.Verdict);
    }

    [Fact]
    public void Where_none_has_run_yet_that_is_nothing_to_be_mended()
    {
        var report = DoctorReport.Of(DoctorScenes.Well with
        {
            Server = new(),
            Folder = new("/var/lib/gatepost", FolderState.Missing),
            Data = null,
        });

        Assert.Equal(OwnVerdict.InOrder, report.Verdict);
        Assert.Equal(["S1", "P5"], report.Findings.Select(static finding => finding.Id));
    }

    [Fact]
    public void Where_the_folder_may_not_be_entered_nobody_says_that_no_server_runs()
    {
        var report = DoctorReport.Of(DoctorScenes.All["L1"](DoctorScenes.Well) with { Server = new() });

        Assert.Equal(["L1"], report.Findings.Select(static finding => finding.Id));
    }

    [Fact]
    public void The_runbook_lists_the_findings_as_they_are()
    {
        var page = Repository.Read("docs/runbook.md");
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var wanted = Reference();
        if (wanted == page[from..page.IndexOf(End, StringComparison.Ordinal)]) return;
        var path = Repository.PathOf("artifacts/doctor-findings.md");
        File.WriteAllText(path, wanted);
        Assert.Fail($"docs/runbook.md has old findings; the right ones are in {path}");
    }

    private static string Reference()
    {
        var text = new StringBuilder();
        foreach (var check in DoctorCatalogue.All)
        {
            text.Append($"\n### {char.ToUpperInvariant(check.Subject[0])}{check.Subject[1..]}\n\n");
            foreach (var kind in check.Kinds)
                text.Append($"**{kind.Id}** ({kind.Severity.ToString().ToLowerInvariant()}) **{kind.Title}.** {kind.Meaning}\n"
                    + $"*What to do:* {kind.Remedy}\n\n");
        }

        return text.ToString();
    }

    private static string Print(DoctorReport report, bool tellsWell)
    {
        using var output = new StringWriter();
        var terminal = new Terminal { In = TextReader.Null, Out = output, Error = TextWriter.Null, ReadSecret = static () => null };
        new DoctorView(terminal, tellsWell).Print(report);
        return output.ToString();
    }
}
