using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Dns;

/// <summary>The real resolver with a clock that only tests move: what is silent is so until they do.</summary>
internal sealed class ResolverUnderTest : IConfigSource
{
    private GatepostConfig _config;
    private int _silences;

    /// <summary>Asks these, and takes them for validating without a probe.</summary>
    public ResolverUnderTest(params IPEndPoint[] servers)
        : this(new DnsConfig { Resolvers = servers, Tries = 1, DnssecProbe = "", DnssecBogusProbe = "" })
    {
    }

    public ResolverUnderTest(DnsConfig dns)
    {
        _config = new() { Hostname = "gate.test", DataDirectory = "/nowhere", Dns = dns };
        Resolver = new(this, () => SystemServers, Time, new DnsMetrics(new TestMeters()), new Logger<StubResolver>(Log));
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    public LogLines Log { get; } = new();

    public StubResolver Resolver { get; }

    /// <summary>Whom the system asks.</summary>
    public IReadOnlyList<IPEndPoint> SystemServers { get; set; } = [];

    public GatepostConfig Current => Volatile.Read(ref _config);

    /// <summary>Another <c>[dns]</c> from now on.</summary>
    public DnsConfig Dns
    {
        set => Volatile.Write(ref _config, Current with { Dns = value });
    }

    public IDisposable OnChange(Action<GatepostConfig> changed) => throw new NotSupportedException();

    /// <summary>Waits for something for which time must go by: as much as is needed to give up, whenever a server was
    /// silent.</summary>
    public async Task<T> WhileSilentAsync<T>(Task<T> task, params ZoneServer[] servers)
    {
        while (!task.IsCompleted)
        {
            if (servers.Sum(static server => server.Unanswered) > _silences)
            {
                _silences++;
                Time.Advance(Current.Dns.Timeout);
            }

            await Task.WhenAny(task, Task.Delay(5));
        }

        return await task;
    }

    public IEnumerable<string> Warnings =>
        Log.All.Where(static line => line.Level is LogLevel.Warning).Select(static line => line.Text);

    public static string Show<T>(DnsAnswer<T> answer) =>
        $"{answer.Outcome} {answer.Security} {answer.CanonicalName}: {string.Join(", ", answer.Records)}";
}
