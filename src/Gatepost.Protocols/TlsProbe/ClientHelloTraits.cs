namespace Gatepost.Protocols.TlsProbe;

/// <summary>What a greeting asks for beside versions, suites and groups.</summary>
[Flags]
public enum ClientHelloTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Keys bound to the whole handshake (RFC 7627 §5.1).</summary>
    ExtendedMasterSecret = 1 << 0,

    /// <summary>A ticket to resume the session with: in TLS 1.2 by its extension (RFC 5077 §3.2), in TLS 1.3 by the ways of
    /// using one (RFC 8446 §4.2.9).</summary>
    SessionTicket = 1 << 1,

    /// <summary>Compression by DEFLATE (RFC 3749 §2), before none.</summary>
    Compression = 1 << 2,

    /// <summary>The mark of a client that fell back to an older version (RFC 7507 §4).</summary>
    Fallback = 1 << 3,

    /// <summary>What a client of today asks for.</summary>
    Usual = ExtendedMasterSecret | SessionTicket,
}
