using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

public sealed class ConnectionPoolTests
{
    private static readonly TlsRequirement Encrypt = new() { Level = TlsLevel.Encrypt };

    [Fact]
    public async Task Messages_to_the_same_peer_share_a_connection()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        for (var i = 0; i < 5; i++) await harbour.SendAsync(peer, Harbour.At(Encrypt));

        var session = Assert.Single(peer.Sessions);
        Assert.Equal(5, session.Stored.Count);
        Assert.DoesNotContain("*RSET", session.Said);
    }

    public static TheoryData<string> Differences => ["level", "names", "pins", "CA", "client", "version", "host", "kind", "domain"];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task A_connection_never_serves_another_TLS_decision(string difference)
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour(anchors: new TestAnchors { Client = TestCertificates.Ca });
        var one = new TlsRequirement { Level = TlsLevel.Secure, Names = ["mx.lighthouse.test"] };
        var (other, host, kind) = difference switch
        {
            "level" => (one with { Level = TlsLevel.Verify }, "mx.lighthouse.test", NextHop.Mx),
            "names" => (one with { Names = ["mx.lighthouse.test", "x.test"] }, "mx.lighthouse.test", NextHop.Mx),
            "pins" => (one with { Pins = [new CertificatePin(PinKind.Certificate, new string('0', 64))] }, "mx.lighthouse.test", NextHop.Mx),
            "CA" => (one with { CaFile = "ca.pem" }, "mx.lighthouse.test", NextHop.Mx),
            "client" => (one with { ClientCertificate = "ours" }, "mx.lighthouse.test", NextHop.Mx),
            "version" => (one with { MinimumVersion = System.Security.Authentication.SslProtocols.Tls13 }, "mx.lighthouse.test", NextHop.Mx),
            "host" => (one, "mx2.lighthouse.test", NextHop.Mx),
            "kind" => (one, "mx.lighthouse.test", NextHop.Configured),
            _ => (one with { Names = [] }, "mx.lighthouse.test", NextHop.Configured),
        };

        foreach (var (requirement, name, isConfigured) in new[]
            { (one, "mx.lighthouse.test", NextHop.Mx), (other, host, kind), (one, "mx.lighthouse.test", NextHop.Mx) })
        {
            var dialed = harbour.TakeOrNull(peer, requirement, name, isConfigured is NextHop.Configured)
                ?? (await harbour.DialAsync(peer, requirement, name, isConfigured is NextHop.Configured)).Conversation;
            Assert.NotNull(dialed);
            harbour.Pool.Return(dialed);
        }

        Assert.Equal(2, peer.Sessions.Count);
    }

    [Fact]
    public async Task A_connection_that_waited_too_long_takes_leave()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();
        await harbour.SendAsync(peer, Harbour.At(Encrypt));

        harbour.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, harbour.Pool.Count);
        harbour.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, harbour.Pool.Count);
        await Until.TrueAsync(() => peer.Sessions[0].IsOver);
        Assert.Equal("*QUIT", peer.Sessions[0].Said[^1]);
    }

    [Fact]
    public async Task A_connection_carries_only_so_many_messages()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour(Harbour.Config with
        {
            Outbound = Harbour.Config.Outbound with { MessagesPerConnection = 2 },
        });

        for (var i = 0; i < 5; i++) await harbour.SendAsync(peer, Harbour.At(Encrypt));

        Assert.Equal([2, 2, 1], peer.Sessions.Select(session => session.Stored.Count));
    }

    [Fact]
    public async Task RFC_9422_MAILMAX_is_kept_too()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Offer = [.. PeerScript.AllExtensions, "LIMITS MAILMAX=1"] });
        await using var harbour = new Harbour();

        for (var i = 0; i < 3; i++) await harbour.SendAsync(peer, Harbour.At(Encrypt));

        Assert.Equal(3, peer.Sessions.Count);
    }

    [Fact]
    public async Task No_more_wait_than_there_may_be()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour(Harbour.Config with { Outbound = Harbour.Config.Outbound with { Concurrency = 2 } });
        var open = new List<SmtpConversation>();
        for (var i = 0; i < 3; i++) open.Add((await harbour.DialAsync(peer, Encrypt)).Conversation!);

        open.ForEach(harbour.Pool.Return);

        Assert.Equal(2, harbour.Pool.Count);
    }

    [Theory]
    [InlineData("closed while it waited")]
    [InlineData("421 while it waited")]
    [InlineData("250 while it waited")]
    [InlineData("closed at MAIL")]
    [InlineData("421 at MAIL")]
    public async Task A_connection_that_died_while_it_waited_is_replaced_and_nothing_is_delivered_twice(string how)
    {
        var script = new PeerScript();
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        await harbour.SendAsync(peer, Harbour.At(Encrypt));
        var first = peer.Sessions[0];
        if (how == "closed while it waited") first.Dispose();
        if (how == "250 while it waited") await first.PutAsync("250 2.0.0 stored\r\n");
        if (how == "421 while it waited") await first.PutAsync("421 4.4.2 idle for too long\r\n");
        if (how.EndsWith("at MAIL", StringComparison.Ordinal))
        {
            script.On["MAIL"] = (session, line) => session == first
                ? Task.FromResult<string?>(how.StartsWith("421", StringComparison.Ordinal) ? "421 4.3.2 closing\r\n" : PeerScript.Close)
                : script.UsualAsync(session, "MAIL", line);
        }

        var outcome = await harbour.SendAsync(peer, Harbour.At(Encrypt));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Single(outcome.Hosts);
        Assert.Equal(2, peer.Sessions.Count);
        Assert.Equal(2, peer.Stored.Count);
    }

    [Fact]
    public async Task When_the_pool_ends_all_that_wait_take_leave()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        var harbour = new Harbour();
        await harbour.SendAsync(peer, Harbour.At(Encrypt));

        await harbour.DisposeAsync();

        Assert.Equal("*QUIT", peer.Sessions[0].Said[^1]);
    }

    private enum NextHop
    {
        Mx,
        Configured,
    }
}
