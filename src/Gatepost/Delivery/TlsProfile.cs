using System.Net.Security;
using System.Security.Authentication;
using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>
/// Two profiles. Where the peer is authenticated: TLS 1.2 or later with an AEAD cipher and forward secrecy. Where it is not:
/// as wide as the platform can do, since strictness that ends in clear text protects nobody (RFC 7435 §3).
/// </summary>
/// <remarks>
/// The wide profile has two steps (docs/delivery.md). The first call leaves the suites to the platform, whose list lacks old
/// ones, since where the program names them every connection is prepared anew and no session is resumed. Where that handshake
/// breaks, one more call offers every suite that there is.
///
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

    // What an old server may have, the best first; the policy passes over what the platform's OpenSSL does not know.
    private static readonly string[] KeyExchanges =
        ["TLS_ECDHE_ECDSA_WITH_", "TLS_ECDHE_RSA_WITH_", "TLS_DHE_RSA_WITH_", "TLS_DHE_DSS_WITH_", "TLS_RSA_WITH_"];

    // No encryption, what anybody breaks in an afternoon, and what RFC 7465 §2 forbids: each would only look like encryption.
    // Suites without a certificate are in no list: mail servers have one, and who has none says so in no handshake of ours.
    private static readonly string[] Broken = ["NULL", "EXPORT", "_DES_", "_DES40_", "RC2", "RC4"];

    // Chosen once: the policies are immutable, and Windows and macOS know no such thing: there the system's list applies.
    private static readonly CipherSuitesPolicy? StrongPolicy =
        OperatingSystem.IsLinux() ? new CipherSuitesPolicy(Strong) : null;

    private static readonly CipherSuitesPolicy? EveryPolicy =
        OperatingSystem.IsLinux() ? new CipherSuitesPolicy(Every) : null;

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

    /// <summary>Every suite that is better than clear text, the best first.</summary>
    public static IEnumerable<TlsCipherSuite> Every => Strong.Concat(
        from suite in Enum.GetValues<TlsCipherSuite>()
        let name = suite.ToString()
        let exchange = Array.FindIndex(KeyExchanges, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        where exchange >= 0 && !Broken.Any(word => name.Contains(word, StringComparison.Ordinal)) && !Strong.Contains(suite)
        let hasForwardSecrecy = exchange < KeyExchanges.Length - 1
        let isCbc = name.Contains("_CBC_", StringComparison.Ordinal)
        orderby name.Contains("3DES", StringComparison.Ordinal), !hasForwardSecrecy, isCbc, exchange
        select suite);

    /// <summary>Whether more suites can be offered to a peer than at a first call: where it need not prove itself, and TLS 1.2,
    /// of whose suites there are old ones, is not too old.</summary>
    public static bool MayOfferEveryCipher(PeerExpectation expectation) => OperatingSystem.IsLinux()
        && !expectation.Level.MustMatch() && expectation.Requirement.MinimumVersion is not SslProtocols.Tls13;

    /// <summary>Whether the authenticated profile would have taken what was negotiated.</summary>
    public static bool IsStrong(SslProtocols version, TlsCipherSuite cipher) =>
        (version & Modern) != 0 && (!OperatingSystem.IsLinux() || Strong.Contains(cipher));

    /// <summary>The ciphers to offer; null leaves them to the platform.</summary>
    public static CipherSuitesPolicy? Ciphers(PeerExpectation expectation) =>
        expectation.Level.MustMatch() ? StrongPolicy : expectation.OffersEveryCipher ? EveryPolicy : null;
}
