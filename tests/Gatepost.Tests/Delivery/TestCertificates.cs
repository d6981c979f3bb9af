using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Tests.Delivery;

/// <summary>Certificates made on the spot.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-01T00:00:00Z", null);

    /// <summary>A private CA, good for all the years that the tests' clocks know.</summary>
    public static readonly X509Certificate2 Ca = MakeCa("Harbour Test CA");

    /// <summary>Another one.</summary>
    public static readonly X509Certificate2 OtherCa = MakeCa("Fog Test CA");

    /// <summary>A server certificate of a CA, or self-signed where the CA is null.</summary>
    public static X509Certificate2 Leaf(X509Certificate2? issuer, string[] names, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=common.name.test", key, HashAlgorithmName.SHA256);
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) san.AddIpAddress(address);
            else san.AddDnsName(name);
        }

        if (names.Length > 0) request.CertificateExtensions.Add(san.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var (begin, end) = (from ?? Start, to ?? Start.AddYears(2));
        using var bare = issuer is null
            ? request.CreateSelfSigned(begin, end)
            : request.Create(issuer, begin, end, RandomNumberGenerator.GetBytes(8));
        using var whole = issuer is null ? X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pfx), null) : bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }

    /// <summary>One of the CA with a key of RSA, which can also decrypt: what old cipher suites need.</summary>
    public static X509Certificate2 RsaLeaf(params string[] names)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=common.name.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names) san.AddDnsName(name);
        request.CertificateExtensions.Add(san.Build());
        using var issuerKey = Ca.GetECDsaPrivateKey()!;
        using var bare = request.Create(
            Ca.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), Start, Start.AddYears(2), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }

    /// <summary>An intermediate authority of a CA.</summary>
    public static X509Certificate2 Authority(X509Certificate2 issuer, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var bare = request.Create(issuer, Start.AddYears(-1), Start.AddYears(10), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static X509Certificate2 MakeCa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var made = request.CreateSelfSigned(Start.AddYears(-5), Start.AddYears(20));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
