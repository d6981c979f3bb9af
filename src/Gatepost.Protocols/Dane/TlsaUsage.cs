namespace Gatepost.Protocols.Dane;

/// <summary>What a record is about (RFC 6698 §2.1.1, names of RFC 7671 §2.1). Other values are in the field.</summary>
public enum TlsaUsage : byte
{
    /// <summary>A CA that must be in a chain that public CAs vouch for. Not for mail.</summary>
    PkixTa = 0,

    /// <summary>The server's certificate, which public CAs must vouch for too. Not for mail.</summary>
    PkixEe = 1,

    /// <summary>The trust anchor of the server's chain.</summary>
    DaneTa = 2,

    /// <summary>The server's own certificate.</summary>
    DaneEe = 3,
}
