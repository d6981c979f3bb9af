using System.Net;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// Who a host must be, and what TLS to it must be like: all that <see cref="PeerVerifier"/> judges by. Connections are
/// reused only where it is equal, so no message ever travels on a connection that was judged by another decision.
/// </summary>
internal sealed record PeerExpectation
{
    /// <summary>The host's name, normalized; an address where the next hop is one.</summary>
    public required string Host { get; init; }

    /// <summary>The level that the decision holds every host to.</summary>
    public required TlsLevel Floor { get; init; }

    /// <summary>What this host is held to beyond it.</summary>
    public HostDemand Demand { get; init; } = HostDemand.Nothing;

    /// <summary>The stricter of the two: what is wanted of this host in one word.</summary>
    public TlsLevel Level => TlsLevels.Stricter(Floor, Demand.Level);

    /// <summary>Names, CA, pins, own certificate and version.</summary>
    public required TlsRequirement Requirement { get; init; }

    /// <summary>The configuration named the host: nobody else had a say in it, as the DNS has for an MX host.</summary>
    public bool HostIsConfigured { get; init; }

    /// <summary>The recipient's domain where it is the name to match (Secure, no names, host found by MX); else null.</summary>
    public string? Domain { get; init; }

    /// <summary>PEM file of the CAs to trust; null: the system's.</summary>
    public string? TrustFile { get; init; }

    /// <summary>Every cipher is offered, after a handshake with the usual ones has failed.</summary>
    public bool OffersEveryCipher { get; init; }

    /// <summary>Whether the host is an address: then no SNI is sent (RFC 6066 §3).</summary>
    public bool HostIsAddress => IPAddress.TryParse(Host, out _);

    /// <summary>What a decision expects of one host of a route.</summary>
    public static PeerExpectation Of(TlsDecision decision, Route route, MxHost host, OutboundConfig outbound)
    {
        var configured = route.Kind is NextHopKind.Configured;
        var byDomain = decision.Level is TlsLevel.Secure && decision.Requirement.Names.Count == 0 && !configured;
        return new PeerExpectation
        {
            Host = DomainName.Normalize(host.Name),
            Floor = decision.Level,
            Demand = decision.Hosts.For(host.Name),
            Requirement = decision.Requirement,
            HostIsConfigured = configured,
            Domain = byDomain ? route.Domain : null,
            TrustFile = decision.Requirement.CaFile ?? outbound.CaFile,
        };
    }

    /// <summary>
    /// The names that we know without asking the DNS, one of which proves a partner: the row's, else the host that the
    /// configuration named, else the domain and the names one label below it. Empty: there is none.
    /// </summary>
    public IReadOnlyList<string> PartnerNames()
    {
        if (Requirement.Names.Count > 0) return Requirement.Names;
        if (HostIsConfigured) return [Host];
        return Domain is { } domain ? NamesOf(domain) : [];
    }

    /// <summary>The names by which a domain proves itself: its own, and those one label below it.</summary>
    public static IReadOnlyList<string> NamesOf(string domain) => [domain, "." + domain];
}
