using System.Net;
using System.Net.Sockets;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>What may end the trying: that every host answered, and none has what TLS needs.</summary>
public sealed class NoHostIsFitTests
{
    private static readonly PeerScript Stranger = new() { Certificate = TestCertificates.Leaf(null, ["mx.lighthouse.test"]) };
    private static readonly PeerScript WithoutTls = new() { Offer = ["PIPELINING"] };

    private static async Task<AttemptOutcome> SendAsync(TlsDecision decision, params PeerScript[] scripts)
    {
        await using var harbour = new Harbour();
        var peers = scripts.Select(script => new ScriptedPeer(script)).ToList();
        try
        {
            return await harbour.Agent.TryAsync(Outgoing.Message(), Harbour.To([.. peers.Select(peer => peer.Address)]),
                decision, TestContext.Current.CancellationToken);
        }
        finally
        {
            foreach (var peer in peers) await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task No_host_is_fit_where_each_shows_that_it_is_not()
    {
        var outcome = await SendAsync(Harbour.At(TlsLevel.Verify), Stranger, WithoutTls,
            new PeerScript().Says("STARTTLS", "502 5.5.1 never\r\n"));

        Assert.Equal((true, true), (outcome.NoHostIsFit, outcome.Recipients[0].IsTlsProblem));
    }

    [Theory]
    [InlineData("greets with 421", "421 4.3.2 busy\r\n", null)]
    [InlineData("takes no STARTTLS now", null, "454 4.7.0 not now\r\n")]
    public async Task A_host_that_fails_for_the_time_being_may_be_fit(string how, string? greeting, string? startTls)
    {
        var other = new PeerScript();
        if (greeting is not null) other = new PeerScript { Banner = greeting };
        if (startTls is not null) other = other.Says("STARTTLS", startTls);

        var outcome = await SendAsync(Harbour.At(TlsLevel.Verify), Stranger, other);

        Assert.True(!outcome.NoHostIsFit && outcome.Recipients[0].IsTlsProblem, how);
    }

    [Fact]
    public async Task A_host_that_is_down_may_be_fit()
    {
        await using var harbour = new Harbour();
        await using var peer = new ScriptedPeer(Stranger);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var down = (IPEndPoint)free.LocalEndpoint;
        free.Stop();

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message(), Harbour.To(peer.Address, down),
            Harbour.At(TlsLevel.Verify), TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (outcome.NoHostIsFit, outcome.Recipients[0].IsTlsProblem));
    }

    [Fact]
    public async Task A_host_that_was_fit_and_broke_off_may_be_fit()
    {
        var fit = new PeerScript().With("MAIL", (_, _) => PeerScript.Close);

        var outcome = await SendAsync(Harbour.At(TlsLevel.Verify), fit, Stranger);

        Assert.Equal((false, true), (outcome.NoHostIsFit, outcome.Recipients[0].IsTlsProblem));
    }

    [Fact]
    public async Task A_host_that_a_policy_does_not_name_is_not_fit_and_one_whose_records_cannot_be_had_may_be()
    {
        var stranger = Refusing(Replies.StsHostNotNamed("mx.lighthouse.test", "lighthouse.test"));
        var unknown = Refusing(Replies.DnsFailed("_25._tcp.mx.lighthouse.test", "SERVFAIL"));

        Assert.True((await SendAsync(stranger, Stranger)).NoHostIsFit);
        Assert.False((await SendAsync(unknown, Stranger)).NoHostIsFit);
    }

    private static TlsDecision Refusing(SmtpReply refusal) => Harbour.At(TlsLevel.Verify) with
    {
        Hosts = HostDemands.Of([("mx.lighthouse.test", new HostDemand { Refusal = refusal })]),
    };
}
