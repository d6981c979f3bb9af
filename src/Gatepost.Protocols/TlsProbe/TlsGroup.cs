namespace Gatepost.Protocols.TlsProbe;

/// <summary>Groups for the key exchange, by their code points (IANA "TLS Supported Groups"); a peer may name others.</summary>
public enum TlsGroup
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A binary curve of 163 bits.</summary>
    Sect163k1 = 1,

    /// <summary>A binary curve of 233 bits.</summary>
    Sect233r1 = 7,

    /// <summary>A binary curve of 283 bits.</summary>
    Sect283r1 = 10,

    /// <summary>A binary curve of 409 bits.</summary>
    Sect409r1 = 12,

    /// <summary>A binary curve of 571 bits.</summary>
    Sect571r1 = 14,

    /// <summary>160 bits.</summary>
    Secp160r1 = 16,

    /// <summary>192 bits, known as P-192.</summary>
    Secp192r1 = 19,

    /// <summary>224 bits, known as P-224.</summary>
    Secp224r1 = 21,

    /// <summary>256 bits, a Koblitz curve.</summary>
    Secp256k1 = 22,

    /// <summary>256 bits, known as P-256.</summary>
    Secp256r1 = 23,

    /// <summary>384 bits, known as P-384.</summary>
    Secp384r1 = 24,

    /// <summary>521 bits, known as P-521.</summary>
    Secp521r1 = 25,

    /// <summary>Brainpool, 256 bits, for TLS up to 1.2 (RFC 7027 §2).</summary>
    BrainpoolP256r1 = 26,

    /// <summary>Brainpool, 384 bits.</summary>
    BrainpoolP384r1 = 27,

    /// <summary>Brainpool, 512 bits.</summary>
    BrainpoolP512r1 = 28,

    /// <summary>Curve25519 (RFC 7748).</summary>
    X25519 = 29,

    /// <summary>Curve448 (RFC 7748).</summary>
    X448 = 30,

    /// <summary>Brainpool, 256 bits, for TLS 1.3 (RFC 8734 §2).</summary>
    BrainpoolP256r1Tls13 = 31,

    /// <summary>Brainpool, 384 bits, for TLS 1.3.</summary>
    BrainpoolP384r1Tls13 = 32,

    /// <summary>Brainpool, 512 bits, for TLS 1.3.</summary>
    BrainpoolP512r1Tls13 = 33,

    /// <summary>A finite field of 2048 bits (RFC 7919 §2).</summary>
    Ffdhe2048 = 256,

    /// <summary>A finite field of 3072 bits.</summary>
    Ffdhe3072 = 257,

    /// <summary>A finite field of 4096 bits.</summary>
    Ffdhe4096 = 258,

    /// <summary>A finite field of 6144 bits.</summary>
    Ffdhe6144 = 259,

    /// <summary>A finite field of 8192 bits.</summary>
    Ffdhe8192 = 260,

    /// <summary>P-256 with ML-KEM-768: a hybrid against quantum computers.</summary>
    Secp256r1MlKem768 = 0x11EB,

    /// <summary>X25519 with ML-KEM-768: the hybrid that is in wide use.</summary>
    X25519MlKem768 = 0x11EC,

    /// <summary>P-384 with ML-KEM-1024.</summary>
    Secp384r1MlKem1024 = 0x11ED,

    /// <summary>A curve that is spelled out instead of named; prohibited since RFC 8422 §5.4.</summary>
    ExplicitCurve = 0xFF01,
}
