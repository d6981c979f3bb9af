using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Tests.Certificates;

/// <summary>An authority of the laboratory with a root and an intermediate; issues what tests need.</summary>
internal sealed class LabAuthority : IDisposable
{
    private readonly X509Certificate2 _root, _intermediate;
    private readonly DateTimeOffset _from;

    public LabAuthority(DateTimeOffset from)
    {
        _from = from;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("CN=lab root", rootKey).CreateSelfSigned(from.AddDays(-10), from.AddYears(10));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = Authority("CN=lab intermediate", key).Create(_root, from.AddDays(-9), from.AddYears(9), [1, 2, 3]);
        _intermediate = bare.CopyWithPrivateKey(key);
    }

    public string IntermediatePem => _intermediate.ExportCertificatePem();

    public string RootPem => _root.ExportCertificatePem();

    /// <summary>A certificate with its key for DNS names.</summary>
    public X509Certificate2 Issue(IEnumerable<string> names, TimeSpan? validity = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternative.AddDnsName(name);
        request.CertificateExtensions.Add(alternative.Build());
        using var bare = request.Create(
            _intermediate, _from.AddDays(-1), _from + (validity ?? TimeSpan.FromDays(90)), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    public static string KeyPem(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static CertificateRequest Authority(string subject, ECDsa key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
