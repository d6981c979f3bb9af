namespace Gatepost.Protocols.TlsProbe;

/// <summary>The versions of SSL and TLS, by the number that stands on the wire; a peer may name others.</summary>
public enum TlsVersion
{
    /// <summary>No version at all.</summary>
    None = 0,

    /// <summary>SSL 2.0: broken, and prohibited (RFC 6176).</summary>
    Ssl2 = 0x0002,

    /// <summary>SSL 3.0: broken, and prohibited (RFC 7568).</summary>
    Ssl3 = 0x0300,

    /// <summary>TLS 1.0: deprecated (RFC 8996).</summary>
    Tls10 = 0x0301,

    /// <summary>TLS 1.1: deprecated (RFC 8996).</summary>
    Tls11 = 0x0302,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    Tls12 = 0x0303,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    Tls13 = 0x0304,
}
