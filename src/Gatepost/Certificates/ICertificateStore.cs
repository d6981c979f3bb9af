using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Certificates;

/// <summary>Our certificates, as they are on disk now.</summary>
public interface ICertificateStore
{
    /// <summary>For a server handshake: the certificate whose names cover <paramref name="serverName"/>, else the
    /// fallback (RFC 7672 §8.1).</summary>
    SslStreamCertificateContext ForServerName(string? serverName);

    /// <summary>For a client handshake: the certificate that rows call <paramref name="name"/>, or null.</summary>
    SslStreamCertificateContext? ForClient(string name);

    /// <summary>The CAs of a PEM file, reloaded when it changes. An unreadable file keeps the last good ones.</summary>
    /// <exception cref="IOException">It was never readable.</exception>
    X509Certificate2Collection Anchors(string pemFile);
}
