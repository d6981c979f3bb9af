using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

public sealed class RecipientProbeTests
{
    private static RecipientProbe Probe(Harbour harbour, ScriptedPeer peer) =>
        new(new OneRoute(Harbour.To(peer.Address)), new OneDecision(), harbour.Dialer, harbour.Pool,
            new ProbeContext(new FixedConfig(harbour.Current), harbour.Time));

    [Theory]
    [InlineData("250 2.1.5 ok\r\n", true)]
    [InlineData("550 5.1.1 no such user\r\n", false)]
    [InlineData("450 4.2.1 later\r\n", null)]
    [InlineData("421 4.3.2 closing\r\n", null)]
    [InlineData("what\r\n", null)]
    [InlineData(PeerScript.Close, null)]
    public async Task The_next_hop_is_asked_and_gets_no_content(string reply, bool? accepts)
    {
        await using var peer = new ScriptedPeer(new PeerScript().Says("RCPT", reply));
        await using var harbour = new Harbour();

        var answer = await Probe(harbour, peer).AskAsync(
            Outgoing.Address("keeper@lighthouse.test"), TestContext.Current.CancellationToken);

        Assert.Equal(accepts, answer.Accepts);
        Assert.Equal(["MAIL FROM:<>", "RCPT TO:<keeper@lighthouse.test>"], peer.Sessions[0].Said[1..3]);
        Assert.DoesNotContain("DATA", peer.Sessions[0].Said);
    }

    [Fact]
    public async Task Questions_share_a_connection_and_the_transaction_of_the_last_one_is_reset()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();
        var probe = Probe(harbour, peer);

        for (var i = 0; i < 3; i++)
        {
            var answer = await probe.AskAsync(Outgoing.Address($"r{i}@lighthouse.test"), TestContext.Current.CancellationToken);
            Assert.True(answer.Accepts);
        }

        var session = Assert.Single(peer.Sessions);
        Assert.Equal(2, session.Said.Count(line => line == "RSET"));
    }

    [Fact]
    public async Task A_refusal_of_the_null_sender_is_no_word_about_the_recipient()
    {
        await using var peer = new ScriptedPeer(new PeerScript().Says("MAIL", "550 5.7.1 not from nobody\r\n"));
        await using var harbour = new Harbour();

        var answer = await Probe(harbour, peer).AskAsync(
            Outgoing.Address("keeper@lighthouse.test"), TestContext.Current.CancellationToken);

        Assert.Null(answer.Accepts);
    }

    private sealed class OneRoute(Route route) : IRouter
    {
        public Task<Route> FindAsync(string domain, CancellationToken cancellationToken) => Task.FromResult(route);
    }

    private sealed class OneDecision : ITlsPolicyResolver
    {
        public Task<TlsDecision> DecideAsync(QueuedMessage message, Route route, CancellationToken cancellationToken) =>
            Task.FromResult(Harbour.At(TlsLevel.None));
    }
}
