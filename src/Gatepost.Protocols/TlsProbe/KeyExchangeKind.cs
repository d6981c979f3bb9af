namespace Gatepost.Protocols.TlsProbe;

/// <summary>How a suite of before TLS 1.3 agrees on keys: what a ServerKeyExchange looks like depends on it.</summary>
public enum KeyExchangeKind
{
    /// <summary>The server says nothing more, or something that we do not read: RSA, static Diffie-Hellman, PSK …</summary>
    Other,

    /// <summary>Diffie-Hellman in a finite field, signed.</summary>
    Dhe,

    /// <summary>Diffie-Hellman in a finite field by nobody in particular.</summary>
    DheAnonymous,

    /// <summary>Diffie-Hellman on a curve, signed.</summary>
    Ecdhe,

    /// <summary>Diffie-Hellman on a curve by nobody in particular.</summary>
    EcdheAnonymous,
}
