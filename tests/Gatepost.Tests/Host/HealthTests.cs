using Gatepost.Configuration;
using Gatepost.Host.Admin;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class HealthTests
{
    private readonly FakeSpool _spool = new();

    [Fact]
    public void A_spool_that_cannot_write_is_failing_and_says_why()
    {
        Assert.True(Look().IsReady);
        _spool.Problem = "spool.db: the disk is full. Free some space";
        var report = Look();
        Assert.False(report.IsReady);
        var disk = Assert.Single(report.Checks, check => check.Status == HealthCheck.Failing);
        Assert.Equal("disk", disk.Name);
        Assert.Contains("spool.db: the disk is full. Free some space", disk.Detail, StringComparison.Ordinal);
    }

    private HealthReport Look()
    {
        var config = new FixedConfig(new GatepostConfig { Hostname = "gate.test", DataDirectory = "/nowhere" });
        using var meters = new FakeMeters();
        var clock = new FakeTimeProvider();
        return new Health(
            new HealthSources(config, static () => [], new FakeCertificates(), _spool), new QueueSight(meters, clock), clock).Look();
    }
}
