using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Host.Admin;
using Gatepost.Tests.Dns;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class HealthTests
{
    private readonly FakeSpool _spool = new();
    private readonly ZoneResolver _resolver = new();

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

    [Theory]
    [InlineData(DnssecState.Validates, HealthCheck.Ok)]
    [InlineData(DnssecState.DoesNotValidate, HealthCheck.Warning)]
    [InlineData(DnssecState.Unproven, HealthCheck.Warning)]
    [InlineData(DnssecState.Lost, HealthCheck.Warning)]
    public void What_our_resolvers_are_worth_is_told_in_their_words(DnssecState state, string status)
    {
        _resolver.Trust = new(state, "127.0.0.1:53 says so", DateTimeOffset.UnixEpoch);
        Assert.Contains(new("dnssec", status, "127.0.0.1:53 says so"), Look().Checks);
        Assert.True(Look().IsReady);
    }

    private HealthReport Look()
    {
        var config = new FixedConfig(new GatepostConfig { Hostname = "gate.test", DataDirectory = "/nowhere" });
        using var meters = new FakeMeters();
        var clock = new FakeTimeProvider();
        return new Health(
            new HealthSources(config, static () => [], new FakeCertificates(), _spool, _resolver), new QueueSight(meters, clock), clock).Look();
    }
}
