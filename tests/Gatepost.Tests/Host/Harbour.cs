using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Host.Serving;
using Gatepost.Messages;

namespace Gatepost.Tests.Host;

/// <summary>
/// One organisation on loopback: a folder, a CA, a certificate for the gateway and one for the server behind it.
/// </summary>
internal sealed class Harbour : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority;

    public Harbour()
    {
        _authority = new TestAuthority(_folder.Path);
        MailCertificate = _authority.Issue("mail.harbour.test", out _, out _);
        _authority.Issue("mx.harbour.test", out var certificate, out var key).Dispose();
        (CertificateFile, KeyFile) = (certificate, key);
    }

    public string Data => Path.Combine(_folder.Path, "data");

    public string ConfigFile => Path.Combine(_folder.Path, "gatepost.toml");

    public string AuthorityFile => _authority.File;

    public X509Certificate2 MailCertificate { get; }

    private string CertificateFile { get; }

    private string KeyFile { get; }

    /// <summary>The configuration of its gateway.</summary>
    public GatepostConfig Config(int nextHop) => new()
    {
        Hostname = "mx.harbour.test",
        DataDirectory = Data,
        Listeners = [new ListenerConfig { Name = "mx", Role = ListenerRole.Mx, Addresses =
            [new IPEndPoint(IPAddress.Loopback, 0)] }],
        Certificates = [new CertificateConfig { Name = "mx", CertificateFile = CertificateFile, KeyFile = KeyFile }],
        Domains =
        [
            new DomainConfig
            {
                Name = "harbour.test",
                NextHop = new HostPort("127.0.0.1", nextHop),
                Tls = new TlsRequirement { Level = TlsLevel.Secure, Names = ["mail.harbour.test"], CaFile = AuthorityFile },
            },
        ],
        Queue = new QueueConfig { DiskReserve = 1024 * 1024 },
        Admin = new AdminConfig { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
        Timeouts = new TimeoutsConfig { Shutdown = TimeSpan.FromSeconds(5) },
    };

    /// <summary>Starts its gateway.</summary>
    public Task<Gateway> StartAsync(int nextHop) =>
        Gateway.StartAsync(new FixedConfig(Config(nextHop)), new GatewaySurroundings(), TestContext.Current.CancellationToken);

    /// <summary>A configuration file for the verbs, which need the data folder only.</summary>
    public void WriteConfigFile() => File.WriteAllText(ConfigFile, $"""
        hostname = "mx.harbour.test"
        data_dir = "{Data}"

        [[listener]]
        role = "mx"
        listen = ["127.0.0.1:2525"]

        [[domain]]
        name = "harbour.test"
        next_hop = "127.0.0.1:2526"
        """);

    /// <summary>Sends one message to the gateway over TLS that is verified.</summary>
    public async Task<(int ExitCode, string Output)> SendAsync(Gateway gateway, string name = "mx.harbour.test")
    {
        var console = new TestConsole();
        var code = await console.RunAsync(
            ["send", "--server", gateway.Listeners[0].EndPoint.ToString(), "--tls", "verify", "--ca", AuthorityFile, "--name",
                name,
                "--from", "ann@fog.test", "--to", "bob@harbour.test", "--subject", "Grüße"]);
        return (code, console.Out + console.Error);
    }

    public void Dispose()
    {
        MailCertificate.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }
}
