using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Demo;

/// <summary>
/// The scenery: three organisations, each with a gateway and a final mail server, with certificates of an authority made on
/// the spot. Everything is on loopback and lies in one folder.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _running = [];
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TimeProvider _time;

    private Stage(string folder, TimeProvider time)
    {
        _time = time;
        Folder = Directory.CreateDirectory(folder).FullName;
        Authority = new DemoAuthority(Folder, time);
        Harbour = new Organisation("harbour.test", hasTls: true, Folder);
        Lighthouse = new Organisation("lighthouse.test", hasTls: true, Folder);
        Fog = new Organisation("fog.test", hasTls: false, Folder);
    }

    public string Folder { get; }

    public DemoAuthority Authority { get; }

    /// <summary>Ours.</summary>
    public Organisation Harbour { get; }

    /// <summary>A partner with a valid certificate.</summary>
    public Organisation Lighthouse { get; }

    /// <summary>Somebody without TLS.</summary>
    public Organisation Fog { get; }

    /// <summary>Our gateway.</summary>
    public Gateway Gateway { get; private set; } = null!;

    /// <summary>Our gateway's configuration file.</summary>
    public ConfigFile GatewayConfig { get; private set; } = null!;

    /// <summary>Builds the scenery and starts everything in it.</summary>
    public static async Task<Stage> RaiseAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var stage = new Stage(folder, time);
        try
        {
            await stage.StartAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes our gateway's configuration, with what was agreed with fog.test.</summary>
    public void WriteHarbourConfig(string fogLevel)
    {
        var lighthouse = DemoConfig.Agreed(Lighthouse, Authority.CertificateFile);
        var fog = DemoConfig.Anybody(Fog, fogLevel);
        File.WriteAllText(Harbour.ConfigFile, DemoConfig.Protected(Harbour, Authority.CertificateFile, lighthouse, fog));
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _running.Count - 1; i >= 0; i--) await _running[i].DisposeAsync();
        await _meters.DisposeAsync();
        Authority.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var organisation in (Organisation[])[Harbour, Lighthouse, Fog])
        {
            if (organisation.HasTls) IssueCertificates(organisation);
            _running.Add(await MailServer.StartAsync(organisation, _time, cancellationToken));
        }

        WriteHarbourConfig("may");
        File.WriteAllText(Lighthouse.ConfigFile, DemoConfig.Protected(
            Lighthouse, Authority.CertificateFile, DemoConfig.Agreed(Harbour, Authority.CertificateFile)));
        File.WriteAllText(Fog.ConfigFile, DemoConfig.Clear(Fog, DemoConfig.Anybody(Harbour, "none")));
        (GatewayConfig, Gateway) = await OpenAsync(Harbour, cancellationToken);
        await OpenAsync(Lighthouse, cancellationToken);
        await OpenAsync(Fog, cancellationToken);
    }

    private async Task<(ConfigFile Config, Gateway Gateway)> OpenAsync(Organisation own, CancellationToken cancellationToken)
    {
        var meters = _meters.GetRequiredService<IMeterFactory>();
        var config = ConfigLoading.Open(own.ConfigFile, _time, NullLoggerFactory.Instance, meters);
        _running.Add(new Closing(config));
        var surroundings = new GatewaySurroundings { Clock = _time, Meters = meters };
        var gateway = await Gateway.StartAsync(config, surroundings, cancellationToken);
        _running.Add(gateway);
        return (config, gateway);
    }

    private void IssueCertificates(Organisation organisation)
    {
        Authority.Issue(organisation.MxHost, organisation.Folder);
        Authority.Issue(organisation.MailHost, organisation.Folder);
    }

    private sealed class Closing(IDisposable what) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            what.Dispose();
            return default;
        }
    }
}
