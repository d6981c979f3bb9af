using Gatepost.Checks;

namespace Gatepost.Tests.Checks;

/// <summary>Every scene of our own place, through the real survey, to what a person reads of it.</summary>
public sealed class OwnSceneTests
{
    public static TheoryData<string> Names => [.. OwnScenes.All.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_scene_of_our_own_place_is_found_and_told_as_it_should_be(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the words for what TLS and sockets do are the platform's");
        var scene = OwnScenes.Find(name);
        await using var lab = new CheckLab(scene);

        var report = await lab.CheckOwnAsync("lighthouse.test");

        // A scene is about one section; that nobody has a mail program is no news in those about the domain.
        var sections = scene.Finds.Length == 0 ? "HI" : scene.Finds[0][..1];
        var findings = report.Findings.Where(finding => sections.Contains(finding.Id[0])).ToList();
        Assert.Equal(scene.Finds.Order(), findings.Select(finding => finding.Id).Distinct().Order());
        Golden.Check($"tests/Gatepost.Tests/Checks/golden/own/{name}.txt", lab.Print(findings));
    }

    [Fact]
    public void Each_finding_about_our_own_place_is_seen_in_a_scene()
    {
        var seen = OwnScenes.All.SelectMany(scene => scene.Finds).Concat(AccessVersionCheckTests.Finds).ToHashSet();
        var kinds = CheckCatalogue.Domain.SelectMany(check => check.Kinds).Concat(CheckCatalogue.Own.SelectMany(check => check.Kinds));
        Findings.AssertNone(kinds.Select(kind => kind.Id).Where(id => id[0] is 'H' or 'I' && !seen.Contains(id)));
    }

    [Fact]
    public async Task No_name_that_could_exist_and_no_password_is_ever_sent_to_a_server_behind_us()
    {
        foreach (var scene in OwnScenes.All.Where(scene => scene.Clients.Length > 0))
        {
            await using var lab = new CheckLab(scene);
            await lab.CheckOwnAsync("lighthouse.test");
            var said = lab.Servers.SelectMany(server => server.Sessions).SelectMany(session => session.Said);
            Assert.All(said.Where(line => line.All(c => c is >= ' ' and <= '~')), line => Assert.DoesNotMatch(@"(?i)PASS|LOGIN |MAIL|PLAIN \S|USER (?!gatepost-check-nobody$)", line));
        }
    }
}
