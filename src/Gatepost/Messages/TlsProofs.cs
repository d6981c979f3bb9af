namespace Gatepost.Messages;

/// <summary>
/// Each thing that a peer could prove on one connection, whether or not it was asked for. One <see cref="Assurance"/> cannot
/// say this: a self-signed certificate may fit its TLSA record, and one of a good CA may not. Persisted as the sum: append
/// only.
/// </summary>
[Flags]
public enum TlsProofs
{
    /// <summary>Nothing: clear text.</summary>
    None = 0,

    /// <summary>The connection is encrypted.</summary>
    Tls = 1,

    /// <summary>Version and cipher are such as every authenticated level takes.</summary>
    Strong = 2,

    /// <summary>The chain leads to a CA that is trusted here, whatever name the certificate bears.</summary>
    TrustedChain = 4,

    /// <summary>And the certificate is for the name that Verify asks for: the row's, else the host's.</summary>
    VerifyName = 8,

    /// <summary>And it is for a name that Secure asks for: known without asking the DNS.</summary>
    SecureName = 16,

    /// <summary>The certificate or its key is pinned by the row.</summary>
    Pin = 32,

    /// <summary>It fits TLSA records that DNSSEC vouches for.</summary>
    Dane = 64,

    /// <summary>There are such records, and it does not fit them.</summary>
    DaneFailed = 128,

    /// <summary>The domain's MTA-STS policy vouches for the name of the host, and the certificate is valid for it.</summary>
    Sts = 256,
}
