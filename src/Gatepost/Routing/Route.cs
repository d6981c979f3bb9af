using Gatepost.Dns;
using Gatepost.Messages;

namespace Gatepost.Routing;

/// <summary>Who takes mail for a domain: hosts in the order to try, or the reason why there are none.</summary>
public sealed record Route
{
    /// <summary>The recipient's domain, normalized.</summary>
    public required string Domain { get; init; }

    /// <summary>The domain at the end of its CNAME chain, normalized; <see cref="Domain"/> where there is none.</summary>
    public required string CanonicalDomain { get; init; }

    /// <summary>Recipients of the same key share attempts, transactions and connections: the domain, or
    /// <c>[host]:port</c>.</summary>
    public required string Destination { get; init; }

    /// <summary>To our own domains, or out.</summary>
    public required MailDirection Direction { get; init; }

    /// <summary>How the hosts were found.</summary>
    public required NextHopKind Kind { get; init; }

    /// <summary>Whether the MX answer is proven; Secure also for configured next hops, since nobody else had a say.</summary>
    public required DnsSecurity MxSecurity { get; init; }

    /// <summary>In the order to try; empty where <see cref="Problem"/> says why.</summary>
    public required IReadOnlyList<MxHost> Hosts { get; init; }

    /// <summary>Why there is no host, or null.</summary>
    public RouteProblem? Problem { get; init; }
}
