using System.Security.Authentication;
using Gatepost.Messages;

namespace Gatepost.Configuration;

/// <summary>What a row of the configuration asks of TLS towards its domains.</summary>
public sealed record TlsRequirement
{
    /// <summary>The level.</summary>
    public TlsLevel Level { get; init; } = TlsLevel.May;

    /// <summary>Names one of which the certificate must bear; empty: the MX host's (Verify) or the domain's (Secure).
    /// <c>.example.org</c> stands for each name one label below.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>PEM file of the CAs to trust instead of the system's, or null.</summary>
    public string? CaFile { get; init; }

    /// <summary>Pins of the peer's certificate or key, for Fingerprint.</summary>
    public IReadOnlyList<CertificatePin> Pins { get; init; } = [];

    /// <summary>The <c>name</c> of the <c>[[certificate]]</c> to show as client, or null.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>What is done with TLSA records (DANE, RFC 7672).</summary>
    public PublishedPolicy Dane { get; init; }

    /// <summary>What is done with policies of MTA-STS (RFC 8461).</summary>
    public PublishedPolicy MtaSts { get; init; }

    /// <summary>TLS 1.2 or 1.3; null leaves it to the level's profile.</summary>
    public SslProtocols? MinimumVersion { get; init; }
}
