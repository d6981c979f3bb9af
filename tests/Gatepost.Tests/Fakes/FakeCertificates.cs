using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;

namespace Gatepost.Tests.Fakes;

/// <summary>A CA of its own, a certificate by name, and a fallback.</summary>
internal sealed class FakeCertificates : ICertificateStore
{
    public const string CaFile = "/fake/ca.pem";

    private static readonly X509Certificate2 Ca = MakeCa("CN=Fake CA");
    private static readonly SslStreamCertificateContext Fallback = Context("gate.example");
    private static readonly ConcurrentDictionary<string, SslStreamCertificateContext> ByName = new()
    {
        ["gate.example"] = Fallback,
        ["mx.other.example"] = Context("mx.other.example"),
    };

    /// <summary>The CA that <see cref="CaFile"/> stands for.</summary>
    public static X509Certificate2 Authority => Ca;

    /// <summary>There is none, not even a fallback.</summary>
    public bool AreMissing { get; set; }

    public SslStreamCertificateContext ForServerName(string? serverName) =>
        AreMissing ? throw new InvalidOperationException("there is no certificate")
        : serverName is not null && ByName.TryGetValue(serverName, out var context) ? context : Fallback;

    public SslStreamCertificateContext? ForClient(string name) => null;

    public X509Certificate2Collection Anchors(string pemFile) =>
        pemFile == CaFile ? [Ca] : throw new IOException($"{pemFile} was never readable");

    /// <summary>A client's certificate.</summary>
    public static X509Certificate2 ForRelayClient() => Issue(Ca, "relay.example", "1.3.6.1.5.5.7.3.2");

    /// <summary>One of the same making, from another CA.</summary>
    public static X509Certificate2 OfAnotherCa() => Issue(MakeCa("CN=Another CA"), "relay.example", "1.3.6.1.5.5.7.3.2");

    /// <summary>What a partner's server shows: made for servers, as public authorities make them.</summary>
    public static X509Certificate2 OfPartner { get; } = Issue(Ca, "mx.lighthouse.example", "1.3.6.1.5.5.7.3.1");

    private static SslStreamCertificateContext Context(string name) =>
        SslStreamCertificateContext.Create(Issue(Ca, name, "1.3.6.1.5.5.7.3.1"), null, offline: true);

    private static X509Certificate2 MakeCa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
    }

    private static X509Certificate2 Issue(X509Certificate2 ca, string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        using var issued = request.Create(ca, ca.NotBefore, ca.NotAfter, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
