using System.Collections.Concurrent;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Dispatch;

/// <summary>The three rooms of the walk, each doing what the test says.</summary>
internal sealed class Walkers : IRouter, ITlsPolicyResolver, IDeliveryAgent
{
    public static TlsDecision May { get; } = new()
    {
        Level = TlsLevel.May,
        Requirement = new(),
        Evidence = [new("default", "encryption where it is offered")],
        MayFallBackToClear = false,
    };

    public Func<string, Route> Route { get; set; } = RouteTo;

    public Func<QueuedMessage, TlsDecision> Decide { get; set; } = _ => May;

    public Func<QueuedMessage, CancellationToken, Task<AttemptOutcome>> Deliver { get; set; } =
        (message, _) => Task.FromResult(Mail.AtHost(message, Disposition.Delivered, Mail.Taken));

    /// <summary>The messages that were put to the agent, in order.</summary>
    public ConcurrentQueue<QueuedMessage> Attempted { get; } = new();

    public static Route RouteTo(string domain) => new()
    {
        Domain = domain,
        CanonicalDomain = domain,
        Destination = domain,
        Direction = MailDirection.Out,
        Kind = NextHopKind.Mx,
        MxSecurity = DnsSecurity.Insecure,
        Hosts = [new("mx." + domain, 25, [System.Net.IPAddress.Loopback], DnsSecurity.Insecure)],
    };

    public Task<Route> FindAsync(string domain, CancellationToken cancellationToken) => Task.FromResult(Route(domain));

    public Task<TlsDecision> DecideAsync(QueuedMessage message, Route route, CancellationToken cancellationToken) =>
        Task.FromResult(Decide(message));

    public Task<AttemptOutcome> TryAsync(
        QueuedMessage message, Route route, TlsDecision decision, CancellationToken cancellationToken)
    {
        Attempted.Enqueue(message);
        return Deliver(message, cancellationToken);
    }
}
