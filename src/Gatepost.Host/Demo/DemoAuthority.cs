using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Host.Demo;

/// <summary>A certification authority made on the spot, good for this demonstration and a day.</summary>
internal sealed class DemoAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private readonly TimeProvider _time;
    private readonly X509Certificate2 _authority;

    public DemoAuthority(string folder, TimeProvider time)
    {
        _time = time;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Gatepost demonstration CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(_time.GetUtcNow().AddHours(-1), _time.GetUtcNow().AddDays(1));
        CertificateFile = Path.Combine(folder, "ca.pem");
        File.WriteAllText(CertificateFile, _authority.ExportCertificatePem());
    }

    /// <summary>The CA's own certificate (PEM).</summary>
    public string CertificateFile { get; }

    /// <summary>Makes a certificate for a host name: NAME.pem and NAME.key in the folder given.</summary>
    public void Issue(string hostName, string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        var serial = RandomNumberGenerator.GetBytes(12);
        using var leaf = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, serial);
        File.WriteAllText(Path.Combine(folder, hostName + ".pem"), leaf.ExportCertificatePem());
        var keyFile = Path.Combine(folder, hostName + ".key");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _authority.Dispose();
}
