using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Interop.Lab;

/// <summary>The lab's own CA: a root and an intermediate, as in life, and another CA that nobody trusts.</summary>
internal sealed class LabAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly LabFolder _folder;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private readonly X509Certificate2 _stranger;

    public LabAuthority(LabFolder folder)
    {
        _folder = folder;
        _root = Authority("Lab root", null);
        _intermediate = Authority("Lab intermediate", _root);
        _stranger = Authority("Nobody's root", null);
        RootFile = folder.Write("ca/root.pem", _root.ExportCertificatePem());
        StrangerFile = folder.Write("ca/stranger-root.pem", _stranger.ExportCertificatePem());
    }

    /// <summary>The trust anchor, PEM.</summary>
    public string RootFile { get; }

    /// <summary>The root of the CA that nobody trusts who has no agreement with it, PEM.</summary>
    public string StrangerFile { get; }

    public IssuedCertificate Issue(string name, params string[] dnsNames) =>
        Issue(name, dnsNames, _intermediate, Now.AddDays(-1), Now.AddDays(30));

    public IssuedCertificate IssueExpired(string name, params string[] dnsNames) =>
        Issue(name, dnsNames, _intermediate, Now.AddDays(-60), Now.AddDays(-30));

    public IssuedCertificate IssueByStranger(string name, params string[] dnsNames) =>
        Issue(name, dnsNames, _stranger, Now.AddDays(-1), Now.AddDays(30));

    public IssuedCertificate IssueSelfSigned(string name, params string[] dnsNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={dnsNames[0]}", key, HashAlgorithmName.SHA256);
        Extend(request, dnsNames, X509KeyUsageFlags.DigitalSignature);
        using var certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90));
        return new(_folder.Write($"ca/{name}.pem", certificate.ExportCertificatePem()),
            _folder.Write($"ca/{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>The rest of a TLSA record, after a certificate that was issued here or one of those behind it.</summary>
    public string Tlsa(int selector, int matchingType, string name, int above = 0)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(Path.Combine(_folder.Path, "ca", $"{name}.pem"));
        var what = selector == 0 ? chain[above].RawData : chain[above].PublicKey.ExportSubjectPublicKeyInfo();
        return Convert.ToHexStringLower(matchingType switch
        {
            1 => SHA256.HashData(what),
            2 => SHA512.HashData(what),
            _ => what,
        });
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
        _stranger.Dispose();
    }

    /// <summary>With a key of RSA, which can also decrypt: what old cipher suites need.</summary>
    public IssuedCertificate IssueRsa(string name, params string[] dnsNames)
    {
        using var key = RSA.Create(2048);
        using var issuerKey = _intermediate.GetECDsaPrivateKey()!;
        var request = new CertificateRequest($"CN={dnsNames[0]}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Extend(request, dnsNames, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);
        using var certificate = request.Create(_intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey),
            Now.AddDays(-1), Now.AddDays(30), RandomNumberGenerator.GetBytes(12));
        return Written(name, certificate, _intermediate, key);
    }

    private IssuedCertificate Issue(
        string name, string[] dnsNames, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={dnsNames[0]}", key, HashAlgorithmName.SHA256);
        Extend(request, dnsNames, X509KeyUsageFlags.DigitalSignature);
        using var certificate = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(12));
        return Written(name, certificate, issuer, key);
    }

    private static void Extend(CertificateRequest request, string[] dnsNames, X509KeyUsageFlags usage)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in dnsNames) names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
    }

    private IssuedCertificate Written(
        string name, X509Certificate2 certificate, X509Certificate2 issuer, AsymmetricAlgorithm key) => new(
        _folder.Write($"ca/{name}.pem", certificate.ExportCertificatePem() + "\n" + issuer.ExportCertificatePem()),
        _folder.Write($"ca/{name}.key", key.ExportPkcs8PrivateKeyPem()));

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null) return request.CreateSelfSigned(Now.AddDays(-365), Now.AddDays(365));
        using var certificate = request.Create(issuer, Now.AddDays(-364), Now.AddDays(364), RandomNumberGenerator.GetBytes(12));
        return certificate.CopyWithPrivateKey(key);
    }
}
