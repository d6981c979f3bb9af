using System.Net;

namespace Gatepost.Configuration;

/// <summary>What was agreed on mail that comes from a partner, and by what the partner is known.</summary>
public sealed record InboundAgreement
{
    /// <summary>What is demanded.</summary>
    public InboundDemand Demand { get; init; }

    /// <summary>Where the partner's servers are: all mail from there is the partner's, whatever sender it names.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>PEM file with the partner's own CAs, or null.</summary>
    public string? ClientCaFile { get; init; }

    /// <summary>Pins of the partner's client certificates or keys.</summary>
    public IReadOnlyList<CertificatePin> ClientPins { get; init; } = [];

    /// <summary>Whether a client certificate can show that somebody is this partner.</summary>
    public bool KnowsCertificates => ClientCaFile is not null || ClientPins.Count > 0;
}
