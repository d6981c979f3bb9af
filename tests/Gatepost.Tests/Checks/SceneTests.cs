using System.Text.RegularExpressions;
using Gatepost.Checks;
using Gatepost.Checks.Reports;

namespace Gatepost.Tests.Checks;

/// <summary>Every scene, through the real walk, to what a person reads of it.</summary>
public sealed partial class SceneTests
{
    public static TheoryData<string> Names => [.. Scenes.All.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_scene_is_found_and_told_as_it_should_be(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the words for what TLS and sockets do are the platform's");
        var scene = Scenes.Find(name);
        await using var lab = new CheckLab(scene);

        var report = Assert.Single(await lab.CheckAsync());

        Assert.Superset(scene.Finds.ToHashSet(), report.Findings.Select(finding => finding.Id).ToHashSet());
        Assert.All(report.Hosts.SelectMany(host => host.Addresses).SelectMany(address => address.Transcript ?? []),
            line => Assert.DoesNotMatch("^(MAIL|RCPT|DATA)", line.Text));
        Golden.Check($"tests/Gatepost.Tests/Checks/golden/{name}.txt", Masked(lab.Print(report)));
    }

    [Theory]
    [Trait("Statement", "DANE-25")]
    [Trait("Statement", "DANE-29")]
    [InlineData("tlsa-whole", "E9")]
    [InlineData("tlsa-fragile", "E10")]
    [InlineData("tlsa-long-lived", "E12")]
    public async Task TLSA_records_that_are_large_or_brittle_or_kept_too_long_are_told_of_and_good_ones_are_not(string name, string id)
    {
        await using var lab = new CheckLab(Scenes.Find(name));
        await using var good = new CheckLab(Scenes.Find("good"));

        Assert.Contains(Assert.Single(await lab.CheckAsync()).Findings, finding => finding.Id == id);
        Assert.DoesNotContain(Assert.Single(await good.CheckAsync()).Findings, finding => finding.Id == id);
    }

    [Fact]
    public async Task Where_all_is_in_order_nothing_is_found_and_all_is_proven()
    {
        await using var lab = new CheckLab(Scenes.Find("good"));

        var report = Assert.Single(await lab.CheckAsync());

        Assert.Empty(report.Findings.Select(finding => $"{finding.Id} {finding.Where}"));
        Assert.Equal((Outlook.Verified, Messages.Assurance.DaneVerified), (report.Outlook, report.Reachable));
    }

    [Fact]
    public async Task What_is_in_order_at_a_strangers_is_so_at_our_own_place_but_for_what_there_is_to_know()
    {
        // The next key is announced, so the host is told what fits nothing yet; the other way round would be told too. And nobody
        // says with which keys, and from where, our mail is sent.
        var scene = Scenes.Find("good-own");
        await using var lab = new CheckLab(scene);

        var report = Assert.Single(await lab.CheckAsync());

        Assert.Equal(["E6", "H1-where", "H2"], report.Findings.Select(finding => finding.Id).Distinct());
        Assert.All(report.Findings, finding => Assert.Equal(Severity.Info, finding.Severity));
    }

    /// <summary>Where something fails each finding, is told in <c>golden</c>; where it passes, are the two tests above.</summary>
    [Fact]
    public void Each_finding_is_told_in_a_golden_file_that_a_scene_or_a_test_has_made()
    {
        var told = Directory.EnumerateFiles(Repository.PathOf("tests/Gatepost.Tests/Checks/golden"), "*.txt", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(line => Told().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["id"].Value).Concat(OwnGatewayTests.Finds).Concat(AccessVersionCheckTests.Finds).ToHashSet();

        Findings.AssertNone(CheckCatalogue.Domain.SelectMany(check => check.Kinds).Concat(CheckCatalogue.Own.SelectMany(check => check.Kinds))
            .Select(kind => kind.Id).Where(id => !told.Contains(id)));
    }

    [Fact]
    public void No_golden_file_is_left_from_a_scene_that_is_gone()
    {
        string[] others = ["weak-certificates"];
        var files = Directory.EnumerateFiles(Repository.PathOf("tests/Gatepost.Tests/Checks/golden"), "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file)!);
        Assert.Equal(Scenes.All.Select(scene => scene.Name).Concat(others).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^  (?<id>[A-J][0-9]+(-[a-z0-9]+)?) ")]
    private static partial Regex Told();

    // What differs from run to run: keys.
    internal static string Masked(string text) => Digest().Replace(text, "<digest>");

    [GeneratedRegex("[0-9a-f]{24,}(?:\\.\\.\\.)?")]
    private static partial Regex Digest();
}
