using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Bench;

/// <summary>The queues of both relays, on the same disk, and one certificate for everybody.</summary>
internal sealed class BenchFolder : IDisposable
{
    public const string SinkAddress = "127.0.77.1:2600";

    public BenchFolder()
    {
        // Not the temporary folder, which may lie in memory.
        Path = Directory.CreateDirectory($"/var/tmp/gatepost-bench-{Environment.ProcessId}").FullName;
        CertificateFile = System.IO.Path.Combine(Path, "certificate.pem");
        KeyFile = System.IO.Path.Combine(Path, "key.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=relay.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("relay.test");
        names.AddDnsName("sink.test");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Path { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
