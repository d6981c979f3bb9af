using System.Diagnostics.Metrics;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Delivery;

/// <summary>The sending side with everything real but the peers: dialer, pool and agent.</summary>
internal sealed class Harbour : IAsyncDisposable
{
    public static readonly GatepostConfig Config = new()
    {
        Hostname = "gate.harbour.test",
        DataDirectory = "/nowhere",
        Outbound = new OutboundConfig { CaFile = "ca.pem" },
    };

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public Harbour(GatepostConfig? config = null, TestAnchors? anchors = null)
    {
        Current = config ?? Config;
        var source = new FixedConfig(Current);
        Dialer = new SmtpDialer(new PeerVerifier(anchors ?? new TestAnchors(), Time), Time);
        Pool = new ConnectionPool(source, Time, NullLogger<ConnectionPool>.Instance);
        var metrics = new DeliveryMetrics(_services.GetRequiredService<IMeterFactory>());
        Agent = new DeliveryAgent(Dialer, Pool, source, metrics, NullLogger<DeliveryAgent>.Instance);
    }

    public GatepostConfig Current { get; }

    public FakeTimeProvider Time { get; } = new(Outgoing.Noon);

    public SmtpDialer Dialer { get; }

    public ConnectionPool Pool { get; }

    public DeliveryAgent Agent { get; }

    public static TlsDecision At(TlsLevel level, bool mayFallBack = false) => At(new TlsRequirement { Level = level }, mayFallBack);

    public static TlsDecision At(TlsRequirement requirement, bool mayFallBack = false) => new()
    {
        Level = requirement.Level,
        Requirement = requirement,
        Evidence = [new Evidence("test", "says so")],
        MayFallBackToClear = mayFallBack,
    };

    public static Route To(params IPEndPoint[] peers) => To(NextHopKind.Mx, "mx.lighthouse.test", peers);

    public static Route To(NextHopKind kind, string host, params IPEndPoint[] peers) => new()
    {
        Domain = "lighthouse.test",
        CanonicalDomain = "lighthouse.test",
        Destination = "lighthouse.test",
        Direction = MailDirection.Out,
        Kind = kind,
        MxSecurity = DnsSecurity.Insecure,
        Hosts = [.. peers.Select(peer => new MxHost(host, peer.Port, [peer.Address], DnsSecurity.Insecure))],
    };

    public Task<AttemptOutcome> SendAsync(ScriptedPeer peer, TlsDecision decision, QueuedMessage? message = null) =>
        Agent.TryAsync(message ?? Outgoing.Message(), To(peer.Address), decision, TestContext.Current.CancellationToken);

    public Task<Dialed> DialAsync(
        ScriptedPeer peer, TlsRequirement requirement, string host = "mx.lighthouse.test", bool configured = false, HostDemand? demand = null) =>
        Dialer.DialAsync(Target(peer, requirement, host, configured, demand), TestContext.Current.CancellationToken);

    public SmtpConversation? TakeOrNull(ScriptedPeer peer, TlsRequirement requirement, string host, bool configured) =>
        Pool.Take(Target(peer, requirement, host, configured));

    private DialTarget Target(ScriptedPeer peer, TlsRequirement requirement, string host, bool configured, HostDemand? demand = null)
    {
        var route = To(configured ? NextHopKind.Configured : NextHopKind.Mx, host, peer.Address);
        var decision = At(requirement) with { Hosts = HostDemands.Of([(host, demand ?? HostDemand.Nothing)]) };
        return new DialTarget(peer.Address, PeerExpectation.Of(decision, route, route.Hosts[0], Current.Outbound), Current);
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await _services.DisposeAsync();
    }
}
