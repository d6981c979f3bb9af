using System.Net;

namespace Gatepost.Interop.Lab;

/// <summary>
/// The lab's DNS: nsd serves the signed zones, and an unbound for each way in which a resolver can be set up asks it, all on port
/// 53 of loopback addresses of their own.
/// </summary>
internal sealed class LabDns : IDisposable
{
    private const int Port = 53;

    private readonly LabFolder _lab;
    private readonly Dictionary<string, LabProcess> _running = [];

    private LabDns(LabFolder lab, SignedZones zones) => (_lab, Zones) = (lab, zones);

    public SignedZones Zones { get; }

    /// <summary>As our documentation says.</summary>
    public IPEndPoint Validating => At("0.53");

    /// <summary>Passes on what it hears.</summary>
    public IPEndPoint NotValidating => At("0.54");

    /// <summary>Validates, and gives what is bogus all the same, without the mark.</summary>
    public IPEndPoint Permissive => At("0.55");

    /// <summary>Nobody is there.</summary>
    public IPEndPoint Dead => At("0.99");

    public static async Task<LabDns> StartAsync(LabFolder lab, SignedZones zones)
    {
        var dns = new LabDns(lab, zones);
        try
        {
            await dns.StartAsync();
            return dns;
        }
        catch
        {
            dns.Dispose();
            throw;
        }
    }

    /// <summary>Serves the zones as they are now; nobody remembers what was before.</summary>
    public async Task RestartAsync()
    {
        Dispose();
        await StartAsync();
    }

    /// <summary>Ends one of the resolvers.</summary>
    public void Stop(IPEndPoint resolver)
    {
        if (_running.Remove(NameOf(resolver), out var process)) process.Dispose();
    }

    /// <summary>Starts a resolver, at the address of another if need be.</summary>
    public Task StartAsync(IPEndPoint at, IPEndPoint asConfigured) => StartUnboundAsync(at, asConfigured.Equals(NotValidating)
        ? "module-config: \"iterator\""
        : $"module-config: \"validator iterator\"\n  trust-anchor-file: \"{Zones.TrustAnchorFile}\""
            + (asConfigured.Equals(Permissive) ? "\n  val-permissive-mode: yes" : ""));

    public void Dispose()
    {
        foreach (var process in _running.Values) process.Dispose();
        _running.Clear();
    }

    private async Task StartAsync()
    {
        await Zones.WriteAsync();
        await StartNsdAsync();
        foreach (var resolver in (IPEndPoint[])[Validating, NotValidating, Permissive]) await StartAsync(resolver, resolver);
    }

    private async Task StartNsdAsync()
    {
        var folder = _lab.Sub("nsd");
        var zones = Zones.Served.Select(static zone => $"zone:\n  name: \"{zone.Origin}\"\n  zonefile: \"{zone.File}\"\n");
        var settings = _lab.Write("nsd/nsd.conf", $"""
            server:
              ip-address: {Zones.ServerAddress}
              username: ""
              chroot: ""
              zonesdir: "{Zones.Folder}"
              pidfile: "{folder}/nsd.pid"
              xfrdfile: "{folder}/xfrd.state"
              xfrdir: "{folder}"
              zonelistfile: "{folder}/zone.list"
              database: ""
              server-count: 1
              rrl-ratelimit: 0
            remote-control:
              control-enable: no
            {string.Join('\n', zones)}
            """);
        _running["nsd"] = LabProcess.Start($"{folder}/nsd.log", Peers.Unpacked("nsd"), "-d", "-c", settings);
        await Poll.PortAsync(Zones.ServerAddress, Port);
    }

    /// <summary>The lines that docs/running.md tells people to write, and those that keep the lab to itself.</summary>
    private async Task StartUnboundAsync(IPEndPoint at, string validation)
    {
        var name = NameOf(at);
        var folder = _lab.Sub(name);
        _lab.Write($"{name}/root.hints", $". 3600 IN NS ns.test.\nns.test. 3600 IN A {Zones.ServerAddress}\n");
        var settings = _lab.Write($"{name}/unbound.conf", $"""
            server:
              interface: {at.Address}@{at.Port}
              port: {at.Port}
              access-control: 127.0.0.0/8 allow
              ede: yes
              {validation}
              username: ""
              chroot: ""
              directory: "{folder}"
              pidfile: "{folder}/unbound.pid"
              use-syslog: no
              logfile: ""
              val-log-level: 2
              num-threads: 1
              do-ip6: no
              do-not-query-localhost: no
              root-hints: "root.hints"
              local-zone: "test." nodefault
              cache-max-negative-ttl: 2
              val-bogus-ttl: 1
              infra-host-ttl: 1
            remote-control:
              control-enable: no
            """);
        _running[name] = LabProcess.Start($"{folder}/unbound.log", Peers.Unpacked("unbound"), "-d", "-c", settings);
        await Poll.PortAsync($"{at.Address}", at.Port);
    }

    private static string NameOf(IPEndPoint resolver) => $"unbound-{resolver.Address.ToString().Replace('.', '-')}";

    private IPEndPoint At(string lastTwo) => new(IPAddress.Parse(_lab.Address(lastTwo)), Port);
}
