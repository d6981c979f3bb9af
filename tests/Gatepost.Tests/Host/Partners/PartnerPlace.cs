using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Host.Partners;

/// <summary>A configuration file, and a partner's server on loopback.</summary>
internal sealed class PartnerPlace : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PartnerPlace(PeerScript? script = null)
    {
        Peer = new ScriptedPeer(script ?? new PeerScript());
        File.WriteAllText(Path.Combine(_folder.Path, "ca.pem"), TestCertificates.Ca.ExportCertificatePem());
        File.WriteAllText(ConfigFile, Text);
    }

    /// <summary>What the file holds, without a line end behind it.</summary>
    public const string Text = """
        # Gräfin's gateway
        hostname = "mx.harbour.test"
        data_dir = "data"
        [[listener]]
        role = "mx"
        listen = "127.0.0.1:0"
        [[domain]]
        name = "harbour.test"
        next_hop = "127.0.0.1:1"
        """;

    public string ConfigFile => Path.Combine(_folder.Path, "gatepost.toml");

    public string DataFolder => Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName;

    public string CaFile => Path.Combine(_folder.Path, "ca.pem");

    public ScriptedPeer Peer { get; }

    /// <summary>A row for the server.</summary>
    public PartnerConfig Row(TlsLevel level) => new()
    {
        Name = "lighthouse",
        Domains = ["lighthouse.test"],
        NextHop = new("127.0.0.1", Peer.Address.Port),
        Tls = new() { Level = level, CaFile = "ca.pem", Names = ["mx.lighthouse.test"] },
    };

    public string[] Add(params string[] more) =>
    [
        "partner", "add", "-c", ConfigFile, "--domain", "lighthouse.test", "--next-hop", $"127.0.0.1:{Peer.Address.Port}",
        "--tls-ca", CaFile, "--tls-name", "mx.lighthouse.test", .. more,
    ];

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        _folder.Dispose();
    }
}
