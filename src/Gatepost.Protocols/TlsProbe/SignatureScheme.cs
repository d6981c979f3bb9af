namespace Gatepost.Protocols.TlsProbe;

/// <summary>How a signature is made, by code point (RFC 8446 §4.2.3; before that a pair of hash and algorithm, RFC 5246
/// §7.4.1.4.1); a peer may name others.</summary>
public enum SignatureScheme
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>RSA with MD5.</summary>
    RsaMd5 = 0x0101,

    /// <summary>RSA with SHA-1.</summary>
    RsaSha1 = 0x0201,

    /// <summary>DSA with SHA-1.</summary>
    DsaSha1 = 0x0202,

    /// <summary>ECDSA with SHA-1.</summary>
    EcdsaSha1 = 0x0203,

    /// <summary>RSA with SHA-224.</summary>
    RsaSha224 = 0x0301,

    /// <summary>DSA with SHA-224.</summary>
    DsaSha224 = 0x0302,

    /// <summary>ECDSA with SHA-224.</summary>
    EcdsaSha224 = 0x0303,

    /// <summary>RSA with SHA-256 and the old padding.</summary>
    RsaSha256 = 0x0401,

    /// <summary>DSA with SHA-256.</summary>
    DsaSha256 = 0x0402,

    /// <summary>ECDSA with SHA-256, in TLS 1.3 on P-256.</summary>
    EcdsaSha256 = 0x0403,

    /// <summary>RSA with SHA-384 and the old padding.</summary>
    RsaSha384 = 0x0501,

    /// <summary>ECDSA with SHA-384, in TLS 1.3 on P-384.</summary>
    EcdsaSha384 = 0x0503,

    /// <summary>RSA with SHA-512 and the old padding.</summary>
    RsaSha512 = 0x0601,

    /// <summary>ECDSA with SHA-512, in TLS 1.3 on P-521.</summary>
    EcdsaSha512 = 0x0603,

    /// <summary>RSASSA-PSS with SHA-256, ordinary RSA key.</summary>
    RsaPssSha256 = 0x0804,

    /// <summary>RSASSA-PSS with SHA-384.</summary>
    RsaPssSha384 = 0x0805,

    /// <summary>RSASSA-PSS with SHA-512.</summary>
    RsaPssSha512 = 0x0806,

    /// <summary>Ed25519.</summary>
    Ed25519 = 0x0807,

    /// <summary>Ed448.</summary>
    Ed448 = 0x0808,

    /// <summary>RSASSA-PSS with SHA-256, a key that may do nothing else.</summary>
    RsaPssPssSha256 = 0x0809,

    /// <summary>RSASSA-PSS with SHA-384, such a key.</summary>
    RsaPssPssSha384 = 0x080A,

    /// <summary>RSASSA-PSS with SHA-512, such a key.</summary>
    RsaPssPssSha512 = 0x080B,
}
