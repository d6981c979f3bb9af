using System.Security.Authentication;
using Gatepost.Configuration;

namespace Gatepost.Inbound.Connections;

/// <summary>Which versions of TLS a listener speaks, and what they are called.</summary>
internal static class TlsVersions
{
#pragma warning disable CA5397, CA5398, SYSLIB0039 // On purpose, and only where the alternative is clear text (RFC 9325 §5.2).
    private const SslProtocols Strict = SslProtocols.Tls12 | SslProtocols.Tls13;
    private const SslProtocols Wide = Strict | SslProtocols.Tls11 | SslProtocols.Tls;

    /// <summary>As wide as the platform does it where clear text is taken too, else 1.2 and later (RFC 8997 §3).</summary>
    public static SslProtocols For(ListenerRole role) => role is ListenerRole.Mx ? Wide : Strict;

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
