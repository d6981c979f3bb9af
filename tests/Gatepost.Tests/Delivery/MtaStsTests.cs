using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>What a policy of MTA-STS makes of what a real TLS server shows.</summary>
public sealed class MtaStsTests
{
    private static readonly HostDemand Named = new() { MustVerifyName = true, IsVouchedBySts = true };

    private static HostDemand NotNamed(string host) => new() { Refusal = Replies.StsHostNotNamed(host, "lighthouse.test") };

    private static X509Certificate2 Leaf(string what) => what switch
    {
        "right" => TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test"]),
        "wildcard" => TestCertificates.Leaf(TestCertificates.Ca, ["*.lighthouse.test"]),
        "the domain's" => TestCertificates.Leaf(TestCertificates.Ca, ["lighthouse.test"]),
        "the pattern's" => TestCertificates.Leaf(TestCertificates.Ca, ["*.test"]),
        "common name alone" => TestCertificates.Leaf(TestCertificates.Ca, []),
        "expired" => TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(-2)),
        "a stranger's" => TestCertificates.Leaf(TestCertificates.OtherCa, ["mx.lighthouse.test"]),
        _ => TestCertificates.Leaf(null, ["mx.lighthouse.test"]),
    };

    [Theory]
    [Trait("Statement", "STS-22")]
    [Trait("Statement", "STS-28")]
    [InlineData("right", true)]
    [InlineData("wildcard", true)]
    [InlineData("the domain's", false)]
    [InlineData("the pattern's", false)]
    [InlineData("common name alone", false)]
    [InlineData("expired", false)]
    [InlineData("a stranger's", false)]
    [InlineData("self-signed", false)]
    public async Task A_host_that_is_named_must_prove_its_own_name(string certificate, bool isTaken)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = Leaf(certificate) });
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement(), demand: Named);
        if (dialed.Conversation is { } conversation) await conversation.DisposeAsync();

        Assert.Equal(isTaken, dialed.Conversation is not null);
        Assert.Equal(isTaken ? Assurance.StsVerified : Assurance.Encrypted, dialed.Tls.Reached);
        Assert.Equal("mx.lighthouse.test", peer.Sessions[0].ServerName);
    }

    [Fact]
    [Trait("Statement", "STS-25")]
    public async Task Under_audit_it_is_told_what_would_be_reached()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = Leaf("right") });
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement(), demand: new HostDemand { IsVouchedBySts = true });
        await dialed.Conversation!.DisposeAsync();

        Assert.Equal((Assurance.Encrypted, Assurance.StsVerified), (dialed.Tls.Reached, dialed.Tls.Reachable));
    }

    [Theory]
    [Trait("Statement", "STS-23")]
    [Trait("Statement", "STS-24")]
    [InlineData("not named")]
    [InlineData("no TLS")]
    [InlineData("wrong certificate")]
    public async Task A_host_that_fails_the_policy_gets_nothing_and_the_next_one_in_its_order_is_tried(string what)
    {
        await using var bad = new ScriptedPeer(what == "no TLS" ? new PeerScript { Offer = ["PIPELINING"] } : new PeerScript
        {
            Certificate = Leaf("expired"),
        });
        await using var good = new ScriptedPeer(new PeerScript { Certificate = TestCertificates.Leaf(TestCertificates.Ca, ["b.test"]) });
        await using var harbour = new Harbour();
        var route = Harbour.To() with { Hosts = [Host("a.test", bad), Host("b.test", good)] };
        var decision = Harbour.At(TlsLevel.May, mayFallBack: true) with
        {
            Hosts = HostDemands.Of([("a.test", what == "not named" ? NotNamed("a.test") : Named), ("b.test", Named)]),
        };

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message(), route, decision, TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Delivered, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(["a.test", "b.test"], outcome.Hosts.Select(host => host.Peer.Split('[')[0]));
        Assert.Equal(what == "not named" ? 0 : 1, bad.Sessions.Count);
        Assert.DoesNotContain(bad.Sessions, session => session.Said.Any(line => line.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Statement", "STS-24")]
    public async Task Where_no_host_meets_the_policy_the_message_waits_with_the_reason()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = Leaf("right") });
        await using var harbour = new Harbour();
        var route = Harbour.To() with { Hosts = [Host("a.test", peer)] };
        var decision = Harbour.At(TlsLevel.May, mayFallBack: true) with { Hosts = HostDemands.Of([("a.test", NotNamed("a.test"))]) };

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message(), route, decision, TestContext.Current.CancellationToken);

        var recipient = Assert.Single(outcome.Recipients);
        Assert.Equal(Disposition.Deferred, recipient.Disposition);
        Assert.Equal("451 4.7.5 a.test is not among the hosts that lighthouse.test names in its policy (MTA-STS)", recipient.Reply.ToString());
        Assert.Empty(peer.Sessions);
    }

    [Fact]
    [Trait("Statement", "STS-29")]
    public void No_version_below_TLS_1_2_is_offered()
    {
        var expectation = PeerExpectation.Of(
            Harbour.At(TlsLevel.May) with { Hosts = HostDemands.Of([("a.test", Named)]) }, Harbour.To(),
            new MxHost("a.test", 25, [], DnsSecurity.Insecure), Harbour.Config.Outbound);

        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, TlsProfile.Versions(expectation));
    }

    private static MxHost Host(string name, ScriptedPeer peer) =>
        new(name, peer.Address.Port, [peer.Address.Address], DnsSecurity.Insecure);
}
