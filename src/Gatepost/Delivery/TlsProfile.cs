using System.Net.Security;
using System.Security.Authentication;
using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>
/// Two profiles. Where the peer is authenticated: TLS 1.2 or later with an AEAD cipher and forward secrecy. Where it is not:
/// as wide as the platform can do, since strictness that ends in clear text protects nobody (RFC 7435 §3).
/// </summary>
/// <remarks>
/// TLS 1.0 and 1.1 are asked for in the wide profile, yet OpenSSL refuses them at its default security level. An operator who
/// must reach such peers starts the process with an <c>OPENSSL_CONF</c> of its own; that widens no authenticated level, since
/// the versions are always named here (RFC 8996 §4, §5).
/// </remarks>
internal static class TlsProfile
{
    private static readonly TlsCipherSuite[] Strong =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    // Chosen once: the policy is immutable, and Windows and macOS know no such thing: there the system's list applies.
    private static readonly CipherSuitesPolicy? StrongPolicy =
        OperatingSystem.IsLinux() ? new CipherSuitesPolicy(Strong) : null;

#pragma warning disable SYSLIB0039, CA5397 // Named on purpose, for the wide profile alone.
    private const SslProtocols Wide = SslProtocols.Tls | SslProtocols.Tls11 | SslProtocols.Tls12 | SslProtocols.Tls13;

    private const SslProtocols Modern = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The versions to offer: the level's, cut by the row's minimum.</summary>
    public static SslProtocols Versions(PeerExpectation expectation) => expectation.Requirement.MinimumVersion switch
    {
        SslProtocols.Tls13 => SslProtocols.Tls13,
        SslProtocols.Tls12 => Modern,
        _ => expectation.Level.MustMatch() ? Modern : Wide,
    };
#pragma warning restore SYSLIB0039, CA5397

    /// <summary>Whether the authenticated profile would have taken what was negotiated.</summary>
    public static bool IsStrong(SslProtocols version, TlsCipherSuite cipher) =>
        (version & Modern) != 0 && (!OperatingSystem.IsLinux() || Strong.Contains(cipher));

    /// <summary>The ciphers to offer; null leaves them to the platform.</summary>
    public static CipherSuitesPolicy? Ciphers(PeerExpectation expectation) =>
        expectation.Level.MustMatch() ? StrongPolicy : null;
}
