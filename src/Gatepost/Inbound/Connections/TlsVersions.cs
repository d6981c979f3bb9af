using System.Net.Security;
using System.Security.Authentication;
using Gatepost.Configuration;

namespace Gatepost.Inbound.Connections;

/// <summary>Which versions of TLS a listener speaks, and what they are called.</summary>
internal static class TlsVersions
{
#pragma warning disable CA5397, CA5398, SYSLIB0039 // On purpose, and only where the alternative is clear text (RFC 9325 §5.2).
    private const SslProtocols Strict = SslProtocols.Tls12 | SslProtocols.Tls13;
    private const SslProtocols Wide = Strict | SslProtocols.Tls11 | SslProtocols.Tls;

    /// <summary>
    /// The suites that are left without CBC; null where the platform has a list of its own. With a list from here the platform
    /// keeps no context between connections, and so resumes no session: hence only where it is asked for.
    /// </summary>
    public static CipherSuitesPolicy? WithoutCbc { get; } = !OperatingSystem.IsLinux() ? null : new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]);

    /// <summary>As wide as the platform does it where clear text is taken too, else 1.2 and later (RFC 8997 §3).</summary>
    public static SslProtocols For(ListenerConfig listener) =>
        listener is { Role: ListenerRole.Mx, Cbc: true } ? Wide : Strict;

    /// <summary>The name as it stands in logs and Received: <c>TLSv1.3</c>.</summary>
    public static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLSv1.3",
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls11 => "TLSv1.1",
        SslProtocols.Tls => "TLSv1",
        _ => protocol.ToString(),
    };
#pragma warning restore CA5397, CA5398, SYSLIB0039
}
