using Gatepost.Checks;
using Gatepost.Checks.Own;
using Gatepost.Configuration;

namespace Gatepost.Tests.Checks;

/// <summary><c>gatepost check --own</c>: our domains as strangers see them, and this gateway.</summary>
public sealed class OwnCheckTests
{
    private const string Golden = "tests/Gatepost.Tests/Checks/golden/own";

    [Fact]
    public async Task The_same_is_graver_at_our_own_place()
    {
        await using var lab = new CheckLab(Scenes.Find("expired"));

        var theirs = Assert.Single(await lab.CheckAsync());
        var ours = Assert.Single((await lab.CheckOwnAsync("lighthouse.test")).Domains);

        Assert.Equal(Severity.Warning, theirs.Findings.First(finding => finding.Id == "D1").Severity);
        Assert.Equal(Severity.Fail, ours.Findings.First(finding => finding.Id == "D1").Severity);
        Assert.Equal(Severity.Info, theirs.Findings.First(finding => finding.Id == "F1").Severity);
        Assert.Equal(Severity.Warning, ours.Findings.First(finding => finding.Id == "F1").Severity);
    }

    [Theory]
    [InlineData("dane-alone", "F1", Severity.Info)]
    [InlineData("sts-enforced", "E1", Severity.Info)]
    [InlineData("no-dane", "F1", Severity.Warning)]
    [InlineData("no-dane", "E1", Severity.Warning)]
    public async Task Whoever_has_one_of_DANE_and_MTA_STS_is_not_pressed_to_have_both(string scene, string missing, Severity expected)
    {
        await using var lab = new CheckLab(Scenes.Find(scene));

        var ours = Assert.Single((await lab.CheckOwnAsync("lighthouse.test")).Domains);

        Assert.Equal(expected, ours.Findings.Single(finding => finding.Id == missing).Severity);
    }

    [Fact]
    public async Task What_to_do_comes_first_and_once_though_two_domains_share_a_host()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the words for what TLS and sockets do are the platform's");
        var scene = Scenes.Find("expired");
        await using var lab = new CheckLab(scene with
        {
            Zone = scene.Zone + "\nharbour.test MX 10 mx1.lighthouse.test secure",
            Configure = config => config with { Domains = [Ours("lighthouse.test"), Ours("harbour.test"), Ours(".harbour.test")] },
        });

        var report = await lab.CheckOwnAsync();

        Assert.Single(report.Findings, finding => finding.Id == "D1");
        Tests.Golden.Check($"{Golden}/two-domains.txt", lab.Print(report));
    }

    [Fact]
    public async Task Our_domain_is_looked_at_by_the_DNS_though_its_host_is_this_machine_and_its_row_names_another()
    {
        await using var lab = new CheckLab(Scenes.Find("good") with
        {
            Configure = config => config with
            {
                Hostname = "mx1.lighthouse.test",
                Domains = [Ours("lighthouse.test")],
                Listeners = [new() { Name = "mx", Role = ListenerRole.Mx, Addresses = [new(System.Net.IPAddress.Any, config.Outbound.MxPort)] }],
                Outbound = config.Outbound with { SmartHost = new("smart.test", 25), Tls = new() { Level = Messages.TlsLevel.None } },
            },
        });

        var report = await lab.CheckOwnAsync();

        Assert.DoesNotContain(Assert.Single(report.Domains).Findings, finding => finding.Severity > Severity.Info);
        Assert.Equal(["mx1.lighthouse.test", "mx2.lighthouse.test"], Assert.Single(report.Domains).Hosts.Select(host => host.Name));
    }

    [Fact]
    public void What_a_stranger_works_with_is_nothing_that_only_we_have_agreed()
    {
        var ours = new GatepostConfig { Hostname = "mx.harbour.test", DataDirectory = "/nowhere", Outbound = new() { CaFile = "ca.pem", MxPort = 2525 } };

        var outside = OutsideView.Of(ours with { Domains = [Ours("lighthouse.test")], Outbound = ours.Outbound with { SmartHost = new("smart.test", 25) } });

        Assert.Equal(("check.mx.harbour.test", "ca.pem", 2525), (outside.Hostname, outside.Outbound.CaFile, outside.Outbound.MxPort));
        Assert.Empty(outside.Domains);
        Assert.Null(outside.Outbound.SmartHost);
    }

    private static DomainConfig Ours(string name) => new() { Name = name, NextHop = new("127.0.0.9", 1) };
}
