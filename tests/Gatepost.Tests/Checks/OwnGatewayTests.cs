using System.Net;
using Gatepost.Checks;
using Gatepost.Checks.Own;
using Gatepost.Checks.Reports;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Checks;

/// <summary>Section J: listeners of this gateway, and the servers behind it.</summary>
public sealed class OwnGatewayTests
{
    /// <summary>The ids that these tests see.</summary>
    internal static readonly string[] Finds = ["J1", "J2", "J3", "J4", "J5", "J6", "J7", "J8"];

    private const string Here = "127.0.0.2", Behind = "127.0.0.4", Implicit = "127.0.0.5", Nobody = "127.0.0.9";

    internal static readonly PeerScript Refusing = Host().Says("RCPT", "550 5.7.1 relaying denied\r\n");

    [Fact]
    public async Task A_gateway_that_is_in_order_has_nothing_to_mend()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the words for what TLS and sockets do are the platform's");
        await using var lab = new CheckLab(Gateway(Refusing, Host(), (Here, ListenerRole.Mx), (Implicit, ListenerRole.Submissions)));

        var report = await lab.CheckOwnAsync();

        Assert.Equal(OwnVerdict.InOrder, report.Verdict);
        Assert.Equal(["550 5.7.1 relaying denied", "550 5.7.1 relaying denied"], report.Gateway!.Listeners.Select(listener => listener.RelayReply));
        Golden.Check("tests/Gatepost.Tests/Checks/golden/own/gateway-good.txt", SceneTests.Masked(lab.Print(report)));
    }

    [Fact]
    public async Task A_gateway_that_is_wrong_in_every_way_is_told_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the words for what TLS and sockets do are the platform's");
        var relaying = new PeerScript { Banner = "220 mx1.lighthouse.test ESMTP\r\n", Certificate = SceneCertificates.Until(-3) };
        await using var lab = new CheckLab(Gateway(relaying, null, (Here, ListenerRole.Mx), (Nobody, ListenerRole.Submission)));

        var report = await lab.CheckOwnAsync();

        Assert.Superset(new HashSet<string> { "J1", "J2", "J3", "D1" }, report.Gateway!.Findings.Select(finding => finding.Id).ToHashSet());
        Assert.All(lab.Peers.SelectMany(peer => peer.Sessions), session => Assert.Empty(session.Stored));
        Golden.Check("tests/Gatepost.Tests/Checks/golden/own/gateway-bad.txt", SceneTests.Masked(lab.Print(report)));
    }

    [Fact]
    public async Task Of_the_servers_behind_us_nothing_is_asked_that_no_mail_to_them_needs()
    {
        await using var lab = new CheckLab(Gateway(Refusing, Host(), (Here, ListenerRole.Mx)));

        var survey = await lab.SurveyOwnAsync();

        Assert.True(Assert.Single(survey.InternalHops).Seen.Addresses.Single().TakesMail);
        // Those of our own name are asked for the listener.
        Assert.DoesNotContain(lab.Resolver.Questions, question => question.EndsWith(" TXT", StringComparison.Ordinal)
            && !question.StartsWith("_mta-sts.mx1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_relay_from_here_is_not_taken_for_an_open_relay()
    {
        await using var lab = new CheckLab(Gateway(Host(), Host(), (Here, ListenerRole.Relay)));

        var survey = await lab.SurveyOwnAsync();

        Assert.Null(Assert.Single(survey.Listeners).Relay);
        Assert.DoesNotContain(new ListenerCheck().Judge(survey), finding => finding.Kind == ListenerCheck.OpenRelay);
    }

    [Theory]
    [InlineData("clear", TlsLevel.May, "J4")]
    [InlineData("self-signed", TlsLevel.May, "J5")]
    [InlineData("good", TlsLevel.May, "J6")]
    [InlineData("good", TlsLevel.Verify, null)]
    [InlineData("self-signed", TlsLevel.Verify, "J3")]
    public async Task The_server_behind_us_is_judged_by_what_it_proves_and_by_what_is_demanded(string kind, TlsLevel level, string? expected)
    {
        var server = kind switch
        {
            "clear" => new PeerScript { Offer = ["SIZE"] },
            "self-signed" => new PeerScript { Certificate = SceneCertificates.SelfSigned },
            _ => Host(),
        };
        await using var lab = new CheckLab(Gateway(Refusing, server, level, (Here, ListenerRole.Mx)));

        var survey = await lab.SurveyOwnAsync();

        Assert.Equal(expected, new HopCheck(static _ => false).Judge(survey).SingleOrDefault()?.Kind.Id);
        if (expected is not "J3") Assert.Empty(new HopCheck(static _ => true).Judge(survey));
    }

    [Theory]
    [InlineData(true, "J7")]
    [InlineData(false, "J8")]
    public async Task A_server_behind_us_that_strangers_could_reach_is_told(bool isInMx, string expected)
    {
        var scene = Gateway(Refusing, Host(), (Here, ListenerRole.Mx));
        if (isInMx) scene = scene with { Zone = scene.Zone + "\nlighthouse.test MX 20 inside.lighthouse.test secure" };
        await using var lab = new CheckLab(scene);

        var survey = await lab.SurveyOwnAsync("lighthouse.test");

        Assert.Equal(expected, new AroundCheck(static _ => false, static _ => true).Judge(survey).Single().Kind.Id);
        Assert.Equal(isInMx, CheckCatalogue.Own.SelectMany(check => check.Judge(survey)).Any(finding => finding.Kind == AroundCheck.InMx));
    }

    [Fact]
    public void Where_it_listens_at_every_address_it_is_called_at_loopback()
    {
        Assert.Equal("127.0.0.1:25", ListenerSurveyor.Callable(new(IPAddress.IPv6Any, 25)).ToString());
        Assert.Equal("127.0.0.1:25", ListenerSurveyor.Callable(new(IPAddress.Any, 25)).ToString());
        Assert.Equal("192.0.2.1:25", ListenerSurveyor.Callable(new(IPAddress.Parse("192.0.2.1"), 25)).ToString());
    }

    internal static PeerScript Host() => new()
    {
        Banner = "220 mx1.lighthouse.test ESMTP\r\n",
        Offer = [.. PeerScript.AllExtensions, "REQUIRETLS"],
        Certificate = SceneCertificates.Good,
    };

    internal static CheckScene Gateway(PeerScript mx, PeerScript? behind, params (string Address, ListenerRole Role)[] listeners) =>
        Gateway(mx, behind, TlsLevel.May, listeners);

    private static CheckScene Gateway(
        PeerScript mx, PeerScript? behind, TlsLevel level, params (string Address, ListenerRole Role)[] listeners) =>
        Scenes.Find("dane-alone") with
        {
            Zone = Scenes.Find("dane-alone").Zone + "\ninside.lighthouse.test A 127.0.0.4",
            Peers =
            [
                (Here, mx), ("::1", Host()), (Implicit, Implicitly(mx)),
                .. behind is null ? Array.Empty<(string, PeerScript)>() : [(Behind, behind)],
            ],
            Configure = config => config with
            {
                Hostname = "mx1.lighthouse.test",
                Listeners = [.. listeners.Select(listener => new ListenerConfig
                {
                    Name = listener.Role.ToString().ToLowerInvariant(),
                    Role = listener.Role,
                    Addresses = [new(IPAddress.Parse(listener.Address), config.Outbound.MxPort)],
                    Networks = listener.Role is ListenerRole.Relay ? [IPNetwork.Parse("127.0.0.0/8")] : [],
                })],
                Domains =
                [
                    new()
                    {
                        Name = "lighthouse.test",
                        NextHop = new("inside.lighthouse.test", config.Outbound.MxPort),
                        Tls = new() { Level = level, Names = ["mx1.lighthouse.test"] },
                    },
                ],
            },
        };

    private static PeerScript Implicitly(PeerScript script) => new()
    {
        Banner = script.Banner,
        Offer = script.Offer,
        Certificate = script.Certificate,
        IsImplicit = true,
        On = script.On,
    };
}
