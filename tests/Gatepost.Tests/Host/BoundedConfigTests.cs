using Gatepost.Configuration;
using Gatepost.Host.Serving;

namespace Gatepost.Tests.Host;

public sealed class BoundedConfigTests
{
    private static readonly GatepostConfig Whole = new() { Hostname = "gate.harbour.test", DataDirectory = "/nowhere" };

    private static GatepostConfig Bound(int descriptors) => new BoundedConfig(new FixedConfig(Whole), descriptors).Current;

    [Fact]
    public void Where_the_process_may_open_enough_all_stays_as_it_was_asked_for()
    {
        var needed = DescriptorLimit.NeededBy(Whole.Limits.Sessions, Whole.Outbound.Concurrency);
        Assert.Same(Whole, Bound(needed));
        Assert.NotSame(Whole, Bound(needed - 10));
    }

    [Theory]
    [InlineData(4000, 1000, 500)]
    [InlineData(1024, 206, 103)]
    [InlineData(400, 28, 14)]
    [InlineData(50, 1, 1)]
    public void Sessions_and_attempts_share_what_the_process_may_open(int descriptors, int sessions, int attempts)
    {
        var config = Bound(descriptors);
        Assert.Equal((sessions, attempts), (config.Limits.Sessions, config.Outbound.Concurrency));
    }
}
