using System.Diagnostics.Metrics;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Interop.Lab;

/// <summary>Our resolver as the gateway builds it, asking those of the lab.</summary>
internal sealed class LabResolver : IMeterFactory
{
    /// <summary>A name that the lab's zones forge.</summary>
    public const string Forged = "mx.forged.test";

    private readonly List<Meter> _meters = [];

    private LabResolver(DnsConfig dns) => Resolver = new(
        new FixedConfig(new() { Hostname = Gateway.Name, DataDirectory = "/nowhere", Dns = dns }),
        TimeProvider.System, new DnsMetrics(this), NullLogger<StubResolver>.Instance);

    private StubResolver Resolver { get; }

    /// <summary>Asks these, with the lab's own names for probes.</summary>
    public static StubResolver For(params IPEndPoint[] resolvers) =>
        new LabResolver(new() { Resolvers = resolvers, DnssecBogusProbe = Forged, Tries = 1 }).Resolver;

    public Meter Create(MeterOptions options)
    {
        _meters.Add(new Meter(options));
        return _meters[^1];
    }

    public void Dispose() => _meters.ForEach(static meter => meter.Dispose());
}
