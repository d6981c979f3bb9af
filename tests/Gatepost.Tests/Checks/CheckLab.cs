using System.Net;
using Gatepost.Checks;
using Gatepost.Checks.Own;
using Gatepost.Checks.Reports;
using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Host.Check;
using Gatepost.Host.Output;
using Gatepost.Host.Partners;
using Gatepost.Routing;
using Gatepost.Tests.Checks.TlsProbing;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Checks;

/// <summary>Zones in memory, peers that follow scripts on addresses of loopback, and the real walk between them.</summary>
internal sealed class CheckLab : IAsyncDisposable
{
    private readonly List<ScriptedPeer> _peers = [];
    private readonly Func<IConfigSource, CheckTools> _rooms;
    private readonly CheckTools _tools;
    private readonly TlsProbeFacts? _probe;
    private readonly int _freePort;
    private readonly bool _isOwn;
    private readonly Dictionary<int, int> _ports = [];
    private readonly List<ScriptedPeer> _servers = [];

    public CheckLab(CheckScene scene)
    {
        _probe = scene.Probe;
        _isOwn = scene.IsOwn;
        foreach (var (address, script) in scene.Peers)
            _peers.Add(new ScriptedPeer(script, new IPEndPoint(IPAddress.Parse(address), Port)));
        if (_peers.Count == 0) _freePort = FreePort();
        foreach (var (address, port, script) in scene.Clients) Serve(IPAddress.Parse(address), port, script);
        var time = new FakeTimeProvider(Outgoing.Noon);
        Resolver = new ZoneResolver(scene.Zone.Replace("_25.", $"_{Port}.", StringComparison.Ordinal));
        if (scene.Trust is { } trust) Resolver.Trust = trust;
        var config = new FixedConfig(scene.Configure(new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Outbound = new OutboundConfig { CaFile = "ca.pem", MxPort = Port },
        }));
        var exchanges = new MxRouter(Resolver, new OwnAddresses(time), new Random(1), NullLogger<MxRouter>.Instance);
        var metrics = new StsMetrics(new TestMeters());
        var rooms = new CheckRooms(Resolver, new TestAnchors(), metrics, time, NullLoggerFactory.Instance)
        {
            Fetcher = scene,
        };
        _rooms = current => rooms.Under(current) with
        {
            Router = new Router(current, Resolver, exchanges),
            HasRoute = scene.HasRoute,
            Probe = (_, _, _) => Task.FromResult(scene.Probe ?? TlsJudgeTests.Best),
            Pages = scene.AskAsync,
            Own = scene.Own with
            {
                Gateway = config.Current,
                PortOf = PortOf,
                // The peers' TLS is the platform's, which does not always answer what it cannot read.
                ProbeLimits = new() { Pause = default, SecondTry = default, Answer = TimeSpan.FromSeconds(1) },
            },
        };
        _tools = _rooms(config);
    }

    public int Port => _peers.Count > 0 ? _peers[0].Address.Port : _freePort;

    public ZoneResolver Resolver { get; }

    public IReadOnlyList<ScriptedPeer> Peers => _peers;

    /// <summary>Those for people's programs.</summary>
    public IReadOnlyList<ScriptedPeer> Servers => _servers;

    /// <summary>Checks <c>lighthouse.test</c>, or others.</summary>
    public Task<IReadOnlyList<DomainReport>> CheckAsync(params string[] domains) =>
        new CheckRunner(_tools, CheckCatalogue.Domain).RunAsync(
            new CheckOrder(domains.Length > 0 ? domains : ["lighthouse.test"])
            {
                WithTranscript = true,
                WithTls = _probe is not null,
                AreOwn = _isOwn,
            },
            TestContext.Current.CancellationToken);

    /// <summary>Checks our own side: the domains of the configuration, or others.</summary>
    public Task<OwnReport> CheckOwnAsync(params string[] domains)
    {
        var config = _tools.Config.Current;
        var outside = _rooms(new FixedConfig(OutsideView.Of(config)));
        return new OwnRunner(new CheckRunner(outside, CheckCatalogue.Domain), new OwnSurveyor(_tools, outside), CheckCatalogue.Own).RunAsync(
            new CheckOrder(domains.Length > 0 ? domains : OwnDomains.Of(config)), TestContext.Current.CancellationToken);
    }

    /// <summary>Looks at this gateway from the inside; no domain is looked at but those.</summary>
    public async Task<OwnSurvey> SurveyOwnAsync(params string[] domains)
    {
        var outside = _rooms(new FixedConfig(OutsideView.Of(_tools.Config.Current)));
        var judged = await new CheckRunner(outside, []).JudgeAsync(new CheckOrder(domains), TestContext.Current.CancellationToken);
        return await new OwnSurveyor(_tools, outside).LookAsync(
            [.. judged.Select(domain => domain.Survey)], _ => { }, TestContext.Current.CancellationToken);
    }

    /// <summary>How often mail servers were called.</summary>
    public int Calls => _peers.Sum(static peer => peer.Sessions.Count);

    /// <summary>Tries a partner.</summary>
    public Task<PartnerTest> TryAsync(PartnerConfig partner) => new PartnerTester(_rooms).TestAsync(
        _tools.Config.Current with { Partners = [partner] }, partner, TestContext.Current.CancellationToken);

    /// <summary>What a person reads, with the port that real mail has.</summary>
    public string Print(DomainReport report, int? width = null, bool explain = true)
    {
        var output = new StringWriter();
        var terminal = new Terminal { In = TextReader.Null, Out = output, Error = TextWriter.Null, Width = width, ReadSecret = () => null };
        var shown = report with
        {
            Hosts = [.. report.Hosts.Select(host => host with
            {
                Addresses = [.. host.Addresses.Select(address => address with { Transcript = null })],
            })],
        };
        new DomainView(terminal, explain).Print(shown);
        return WithUsualPort(output);
    }

    /// <summary>Findings alone.</summary>
    public string Print(IEnumerable<FindingReport> findings)
    {
        var output = new StringWriter();
        var terminal = new Terminal { In = TextReader.Null, Out = output, Error = TextWriter.Null, ReadSecret = () => null };
        new FindingsView(new Gatepost.Host.Check.Prose(terminal), explainsAll: true).Print([.. findings]);
        return WithUsualPort(output);
    }

    /// <summary>The same of our own side.</summary>
    public string Print(OwnReport report)
    {
        var output = new StringWriter();
        new OwnView(new() { In = TextReader.Null, Out = output, Error = TextWriter.Null, ReadSecret = () => null }, explainsAll: false).Print(report);
        return WithUsualPort(output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Concat(_servers)) await peer.DisposeAsync();
    }

    // The ports that people's programs know are not ours to listen at: each has another here, and what nobody serves is closed.
    private int PortOf(int port) => _ports.GetValueOrDefault(port, 1);

    private void Serve(IPAddress address, int port, PeerScript script)
    {
        var peer = new ScriptedPeer(script, new IPEndPoint(address, _ports.GetValueOrDefault(port)));
        _ports[port] = peer.Address.Port;
        _servers.Add(peer);
    }

    private string WithUsualPort(StringWriter output) => output.ToString()
        .Replace($":{Port}", ":25", StringComparison.Ordinal).Replace($"port {Port}", "port 25", StringComparison.Ordinal)
        .Replace($"_{Port}.", "_25.", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
