using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Certificates;

/// <summary>A folder with certificate files and a store over it; the log is kept as lines.</summary>
public sealed class StoreFixture : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ListLogger<CertificateStore> _logger = new();
    private CertificateStore? _store;

    public StoreFixture()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        Authority = new LabAuthority(Time.GetUtcNow());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gatepost-certificates-").FullName;

    public FakeTimeProvider Time { get; }

    internal LabAuthority Authority { get; }

    public IReadOnlyList<string> Log => _logger.Lines;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Issues for names and writes fullchain and key in one file.</summary>
    public X509Certificate2 WritePem(string file, params string[] names)
    {
        var certificate = Authority.Issue(names);
        Write(file, $"{certificate.ExportCertificatePem()}\n{Authority.IntermediatePem}\n{LabAuthority.KeyPem(certificate)}\n");
        return certificate;
    }

    public CertificateConfig Row(string name, string file, string? key = null, string? password = null) => new()
    {
        Name = name,
        CertificateFile = Path(file),
        KeyFile = key is null ? null : Path(key),
        PasswordFile = password is null ? null : Path(password),
    };

    public CertificateStore Open(params CertificateConfig[] rows)
    {
        var config = new GatepostConfig { Hostname = "mx.example.org", DataDirectory = Folder, Certificates = rows };
        _store = new CertificateStore(new FixedConfig(config), new SecretFolder(Path("secrets")), Time, _logger,
            new CertificateMetrics(_services.GetRequiredService<IMeterFactory>()));
        return _store;
    }

    public void Dispose()
    {
        _store?.Dispose();
        Authority.Dispose();
        _services.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
