using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;

namespace Gatepost.Tests.Delivery;

/// <summary>A store whose CA files are the tests' CAs: <c>ca.pem</c> and <c>other.pem</c>.</summary>
internal sealed class TestAnchors : ICertificateStore
{
    public X509Certificate2? Client { get; init; }

    public SslStreamCertificateContext ForServerName(string? serverName) => throw new NotSupportedException();

    public SslStreamCertificateContext? ForClient(string name) =>
        Client is null ? null : SslStreamCertificateContext.Create(Client, null, offline: true);

    public X509Certificate2Collection Anchors(string pemFile) =>
        pemFile == "ca.pem" ? [TestCertificates.Ca] : [TestCertificates.OtherCa];
}
