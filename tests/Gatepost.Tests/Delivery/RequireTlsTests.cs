using System.Security.Cryptography.X509Certificates;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>A message with REQUIRETLS before real TLS servers.</summary>
public sealed class RequireTlsTests
{
    private static readonly string[] WithIt = [.. PeerScript.AllExtensions, "REQUIRETLS"];

    private static readonly HostDemand Onward = new() { RequireTls = RequireTlsTerms.Onward, MustEncrypt = true, MustVerifyName = true };

    private static readonly PeerScript Fit = new() { OfferInTls = WithIt, Certificate = Leaf("b.test") };

    private static X509Certificate2 Leaf(string name) => TestCertificates.Leaf(TestCertificates.Ca, [name]);

    private static PeerScript Unfit(string what) => what switch
    {
        "no TLS" => new() { Offer = ["PIPELINING", "REQUIRETLS"] },
        "REQUIRETLS in the clear alone" => new() { Offer = WithIt, OfferInTls = PeerScript.AllExtensions, Certificate = Leaf("a.test") },
        "no REQUIRETLS" => new() { Certificate = Leaf("a.test") },
        "wrong certificate" => new() { OfferInTls = WithIt, Certificate = Leaf("elsewhere.test") },
        "busy" => new PeerScript { OfferInTls = WithIt }.Says("EHLO", "421 4.3.2 busy\r\n"),
        "STARTTLS fails for now" => new PeerScript { OfferInTls = WithIt }.Says("STARTTLS", "454 4.7.0 later\r\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static QueuedMessage Message(bool isNotice = false)
    {
        var message = Outgoing.Message();
        var envelope = message.Envelope with { RequireTls = true };
        return message with { Envelope = isNotice ? envelope with { ReversePath = null } : envelope };
    }

    private static async Task<AttemptOutcome> SendAsync(QueuedMessage message, HostDemand demand, params (string Name, ScriptedPeer Peer)[] peers)
    {
        await using var harbour = new Harbour();
        var route = Harbour.To() with
        {
            Hosts = [.. peers.Select(p => new MxHost(p.Name, p.Peer.Address.Port, [p.Peer.Address.Address], DnsSecurity.Insecure))],
        };
        var decision = Harbour.At(TlsLevel.May, mayFallBack: true) with { Hosts = HostDemands.Of(peers.Select(p => (p.Name, demand))) };
        return await harbour.Agent.TryAsync(message, route, decision, TestContext.Current.CancellationToken);
    }

    [Fact]
    [Trait("Statement", "RTLS-03")]
    public async Task A_host_that_meets_it_all_gets_the_message_with_the_parameter()
    {
        await using var peer = new ScriptedPeer(Fit);

        var outcome = await SendAsync(Message(), Onward, ("b.test", peer));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Contains(peer.Sessions[0].Said, line => line.StartsWith("*MAIL FROM:<sender@harbour.test>", StringComparison.Ordinal)
            && line.EndsWith(" REQUIRETLS", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Statement", "RTLS-03")]
    [Trait("Statement", "RTLS-04")]
    [InlineData("no TLS")]
    [InlineData("REQUIRETLS in the clear alone")]
    [InlineData("no REQUIRETLS")]
    [InlineData("wrong certificate")]
    public async Task Every_host_is_tried_before_the_message_goes_back(string what)
    {
        await using var unfit = new ScriptedPeer(Unfit(what));
        await using var fit = new ScriptedPeer(Fit);

        var outcome = await SendAsync(Message(), Onward, ("a.test", unfit), ("b.test", fit));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Empty(unfit.Stored);
        Assert.Equal("QUIT", unfit.Sessions[0].Said[^1].TrimStart('*'));
    }

    [Theory]
    [Trait("Statement", "RTLS-04")]
    [InlineData("no TLS", "550 5.7.10 The message requires TLS, and a.test does not offer it")]
    [InlineData("REQUIRETLS in the clear alone", "550 5.7.30 The message requires TLS all the way, and a.test does not offer REQUIRETLS")]
    [InlineData("no REQUIRETLS", "550 5.7.30 The message requires TLS all the way, and a.test does not offer REQUIRETLS")]
    [InlineData("wrong certificate", "550 5.7.10 The message requires TLS all the way, and the certificate of a.test does not prove")]
    public async Task Where_no_host_is_fit_the_message_goes_back_at_once(string what, string reply)
    {
        await using var unfit = new ScriptedPeer(Unfit(what));

        var outcome = await SendAsync(Message(), Onward, ("a.test", unfit));

        Assert.Equal(Disposition.Failed, outcome.Recipients[0].Disposition);
        Assert.StartsWith(reply, outcome.Recipients[0].Reply.ToString());
        Assert.Empty(unfit.Stored);
    }

    [Theory]
    [Trait("Statement", "RTLS-05")]
    [InlineData("busy", "no TLS")]
    [InlineData("no TLS", "busy")]
    [InlineData("STARTTLS fails for now", "no REQUIRETLS")]
    [InlineData("no REQUIRETLS", "STARTTLS fails for now")]
    [InlineData("wrong certificate", "busy")]
    public async Task While_one_host_may_still_prove_fit_the_message_waits(string first, string second)
    {
        await using var one = new ScriptedPeer(Unfit(first));
        await using var other = new ScriptedPeer(Unfit(second));

        var outcome = await SendAsync(Message(), Onward, ("a.test", one), ("a.test.", other));

        Assert.Equal(Disposition.Deferred, outcome.Recipients[0].Disposition);
    }

    [Theory]
    [Trait("Statement", "RTLS-05")]
    [InlineData(false, Disposition.Failed)]
    [InlineData(true, Disposition.Deferred)]
    public async Task A_host_ruled_out_beforehand_ends_it_or_not_by_the_reason(bool isForNow, Disposition expected)
    {
        await using var peer = new ScriptedPeer(Fit);
        var refusal = isForNow ? Replies.RequireTlsNotKnown("b.test") : Replies.RequireTlsUnproven("b.test", "lighthouse.test");

        var outcome = await SendAsync(Message(), new HostDemand { Refusal = refusal }, ("b.test", peer));

        Assert.Equal(expected, outcome.Recipients[0].Disposition);
        Assert.True(outcome.Recipients[0].IsTlsProblem);
        Assert.Empty(peer.Sessions);
    }

    [Theory]
    [Trait("Statement", "RTLS-12")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_stop_need_not_offer_it_but_must_be_who_it_is(bool isRight)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = Leaf(isRight ? "a.test" : "elsewhere.test") });

        var outcome = await SendAsync(Message(), Onward with { RequireTls = RequireTlsTerms.Final }, ("a.test", peer));

        Assert.Equal(isRight ? Disposition.Delivered : Disposition.Deferred, outcome.Recipients[0].Disposition);
        Assert.DoesNotContain(peer.Sessions[0].Said, line => line.Contains("REQUIRETLS", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Statement", "RTLS-12")]
    public async Task On_this_machine_the_last_stop_needs_no_TLS()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Offer = ["PIPELINING"] });

        var outcome = await SendAsync(Message(), new HostDemand { RequireTls = RequireTlsTerms.Final }, ("a.test", peer));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
    }

    [Theory]
    [Trait("Statement", "RTLS-11")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_notice_says_it_where_it_is_offered_and_goes_over_TLS_where_not(bool isOffered)
    {
        await using var peer = new ScriptedPeer(isOffered ? Fit : new PeerScript { Certificate = Leaf("anybody.test") });
        await using var clear = new ScriptedPeer(new PeerScript { Offer = ["PIPELINING"] });
        var demand = new HostDemand { RequireTls = RequireTlsTerms.Notice, MustEncrypt = true };

        var sent = await SendAsync(Message(isNotice: true), demand, ("a.test", peer));
        var waits = await SendAsync(Message(isNotice: true), demand, ("a.test", clear));

        Assert.Equal(Disposition.Delivered, sent.Recipients[0].Disposition);
        Assert.Equal(isOffered, peer.Sessions[0].Said.Any(line => line.EndsWith(" REQUIRETLS", StringComparison.Ordinal)));
        Assert.Equal(Disposition.Deferred, waits.Recipients[0].Disposition);
    }
}
