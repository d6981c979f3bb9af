using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>What a finding is about.</summary>
[JsonConverter(typeof(SnakeCaseConverter<TlsTopic>))]
internal enum TlsTopic
{
    /// <summary>Versions of SSL and TLS.</summary>
    Versions,

    /// <summary>Cipher suites.</summary>
    Suites,

    /// <summary>What is chosen where both sides can do several suites.</summary>
    Order,

    /// <summary>Groups for the key exchange.</summary>
    Groups,

    /// <summary>Finite fields for the key exchange, before TLS 1.3.</summary>
    Fields,

    /// <summary>Hashes under the signatures.</summary>
    Hashes,

    /// <summary>Keys that are bound to the handshake.</summary>
    ExtendedMasterSecret,

    /// <summary>Renegotiation by RFC 5746.</summary>
    SecureRenegotiation,

    /// <summary>Renegotiation that the client begins.</summary>
    ClientRenegotiation,

    /// <summary>Renegotiation of before RFC 5746.</summary>
    InsecureRenegotiation,

    /// <summary>Compression by TLS.</summary>
    Compression,

    /// <summary>Protection of clients that were pushed down.</summary>
    Fallback,

    /// <summary>Octets before the handshake is done.</summary>
    EarlyData,

    /// <summary>Keys that withstand quantum computers.</summary>
    PostQuantum,

    /// <summary>Clients that name no host, or another one.</summary>
    Names,
}
