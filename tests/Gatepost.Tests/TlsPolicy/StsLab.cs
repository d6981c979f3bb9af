using Gatepost.Diagnostics;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dns;
using Gatepost.Tests.Fakes;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>The memory of MTA-STS with everything round it but the network and the disk.</summary>
internal sealed class StsLab
{
    public StsLab(string zones = "")
    {
        Zones = new(string.Join('\n', zones.Split(';')) is var lines && lines.Length > 0 ? lines : "");
        Restart();
    }

    public JumpingClock Time { get; } = new(Outgoing.Noon);

    public ZoneResolver Zones { get; }

    public ScriptedStsFetcher Policies { get; } = new();

    public MemoryStsPolicyStore Store { get; } = new();

    public ListLogger<StsRefresher> RefresherLog { get; } = new();

    public ListLogger<StsMemory> MemoryLog { get; } = new();

    public ListLogger<StsFetches> FetchesLog { get; } = new();

    public StsMemory Memory { get; private set; } = null!;

    public StsRefresher Refresher { get; private set; } = null!;

    /// <summary>The record of a domain: <c>_mta-sts.x.test TXT v=STSv1; id=1;</c>; the zones' parser takes no other semicolon.</summary>
    public void Publish(string domain, params string[] texts) =>
        Zones.Replace(string.Join('\n', texts.Select(text => $"_mta-sts.{domain} TXT {text}")));

    /// <summary>A process that knows only what is on disk.</summary>
    public void Restart()
    {
        var fetches = new StsFetches(Policies, Store, new StsMetrics(new TestMeters()), Time, FetchesLog);
        Memory = new(Zones, Store, fetches, Time, MemoryLog);
        Refresher = new(Zones, Store, fetches, Time, RefresherLog) { Clock = new(Time, new ListLogger<ClockWatch>()) };
    }

    public Task<StsAnswer?> FindAsync(string domain = "x.test") =>
        Memory.FindAsync(domain, TestContext.Current.CancellationToken);
}
