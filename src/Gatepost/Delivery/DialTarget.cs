using System.Net;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>Whom to call, and how.</summary>
/// <param name="Address">Where.</param>
/// <param name="Expectation">Who it must be.</param>
/// <param name="Config">Our name and the time-outs.</param>
internal sealed record DialTarget(IPEndPoint Address, PeerExpectation Expectation, GatepostConfig Config)
{
    /// <summary>All addresses of a host; one that policy rules out is told of once, not once for each address.</summary>
    public static IEnumerable<DialTarget> Of(TlsDecision decision, Route route, MxHost host, GatepostConfig config)
    {
        var expectation = PeerExpectation.Of(decision, route, host, config.Outbound);
        var addresses = expectation.Demand.Refusal is null ? host.Addresses : host.Addresses.Take(1);
        return addresses.Select(address => new DialTarget(new IPEndPoint(address, host.Port), expectation, config));
    }

    /// <summary>TLS has failed on another connection, and the decision allows clear text now: why, or null.</summary>
    public string? ClearBecause { get; init; }

    /// <summary>The same as a class; without such a reason clear text is what we chose.</summary>
    public TlsReason ClearReason { get; init; } = TlsReason.SwitchedOff;

    /// <summary>Who looks on; nobody, where mail is carried.</summary>
    public IDialWatcher? Watcher { get; init; }

    /// <summary><c>name[address]:port</c>; <c>[address]:port</c> where the address is all that is known, and the name alone where
    /// policy rules the host out.</summary>
    public string Peer { get; } = Expectation.Demand.Refusal is not null ? Expectation.Host
        : Expectation.Host == Address.Address.ToString() ? $"[{Address.Address}]:{Address.Port}"
        : $"{Expectation.Host}[{Address.Address}]:{Address.Port}";
}
