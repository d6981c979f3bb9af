using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;

namespace Gatepost.Host.Demo;

/// <summary>
/// What a final mail server knows of certificates: its own, as <see cref="DemoAuthority"/> issued it, and the authority's.
/// </summary>
internal sealed class DemoCertificates(Organisation own) : ICertificateStore
{
    private readonly Lazy<SslStreamCertificateContext> _certificate = new(() =>
    {
        var files = Path.Combine(own.Folder, own.MailHost);
        var certificate = X509Certificate2.CreateFromPemFile(files + ".pem", files + ".key");
        return SslStreamCertificateContext.Create(certificate, [], offline: true);
    });

    public SslStreamCertificateContext ForServerName(string? serverName) => _certificate.Value;

    public SslStreamCertificateContext? ForClient(string name) => null;

    public X509Certificate2Collection Anchors(string pemFile)
    {
        var anchors = new X509Certificate2Collection();
        anchors.ImportFromPemFile(pemFile);
        return anchors;
    }
}
