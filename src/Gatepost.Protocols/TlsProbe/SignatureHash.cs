namespace Gatepost.Protocols.TlsProbe;

/// <summary>The hash under a signature.</summary>
public enum SignatureHash
{
    /// <summary>Not known to us.</summary>
    Unknown,

    /// <summary>MD5.</summary>
    Md5,

    /// <summary>MD5 and SHA-1 side by side: how RSA signs before TLS 1.2 (RFC 4346 §7.4.3).</summary>
    Md5Sha1,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-224.</summary>
    Sha224,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>The scheme brings its own (Ed25519, Ed448).</summary>
    Intrinsic,
}
