using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Dane;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Checks.Survey;

/// <summary>What was seen of one host of a route.</summary>
internal sealed record HostSurvey
{
    public required MxHost Host { get; init; }

    /// <summary>What the decision holds it to.</summary>
    public required HostDemand Demand { get; init; }

    /// <summary>Where its TLSA records would be.</summary>
    public required string TlsaPlace { get; init; }

    /// <summary>What is there, whether it is proven or not; null where nobody asked.</summary>
    public required DnsAnswer<TlsaRecord>? Tlsa { get; init; }

    /// <summary>Who may issue certificates for it; null where nobody asked: it is the affair of whose host it is.</summary>
    public DnsAnswer<CaaRecord>? Caa { get; init; }

    /// <summary>Each address, in the order to try.</summary>
    public required IReadOnlyList<AddressSurvey> Addresses { get; init; }

    /// <summary>The least that can be proven at any of its addresses that answered; null: none did.</summary>
    public Assurance? Reachable => Addresses.Min(address => address.Reachable);

    /// <summary>It publishes TLSA records that are proven.</summary>
    public bool HasSecureTlsa => Tlsa is { Outcome: DnsOutcome.Found, Security: DnsSecurity.Secure };
}
