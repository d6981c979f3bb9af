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

    [Fact]
    public async Task Where_all_is_in_order_nothing_is_found_and_all_is_proven()
    {
        await using var lab = new CheckLab(Scenes.Find("good"));

        var report = Assert.Single(await lab.CheckAsync());

        Assert.Empty(report.Findings.Select(finding => $"{finding.Id} {finding.Where}"));
        Assert.Equal((Outlook.Verified, Messages.Assurance.DaneVerified), (report.Outlook, report.Reachable));
    }

    [Fact]
    public void Each_finding_is_seen_in_a_scene_or_has_a_test_of_its_own()
    {
        string[] elsewhere = [.. CertificateStrengthCheckTests.Finds, "D10", .. OwnGatewayTests.Finds];
        var seen = Scenes.All.SelectMany(scene => scene.Finds).Concat(elsewhere).ToHashSet();
        Findings.AssertNone(CheckCatalogue.Domain.SelectMany(check => check.Kinds).Concat(CheckCatalogue.Own.SelectMany(check => check.Kinds)).Select(kind => kind.Id).Where(id => !seen.Contains(id)));
    }

    // What differs from run to run: keys.
    internal static string Masked(string text) => Digest().Replace(text, "<digest>");

    [GeneratedRegex("[0-9a-f]{24,}(?:\\.\\.\\.)?")]
    private static partial Regex Digest();
}
