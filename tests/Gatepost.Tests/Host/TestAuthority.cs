using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Tests.Host;

/// <summary>A certification authority for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly string _folder;

    public TestAuthority(string folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        File = Path.Combine(folder, "ca.pem");
        System.IO.File.WriteAllText(File, _authority.ExportCertificatePem());
    }

    public string File { get; }

    public X509Certificate2 Issue(string name, out string certificateFile, out string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(
            _authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(12));
        (certificateFile, keyFile) = (Path.Combine(_folder, name + ".pem"), Path.Combine(_folder, name + ".key"));
        System.IO.File.WriteAllText(certificateFile, leaf.ExportCertificatePem());
        System.IO.File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        using var pair = leaf.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _authority.Dispose();
}
