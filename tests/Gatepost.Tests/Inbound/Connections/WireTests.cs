using Gatepost.Inbound.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound.Connections;

public class WireTests
{
    [Fact]
    [Trait("Statement", "SMTP-02")]
    public async Task A_time_limit_that_ran_out_while_nobody_waited_ends_the_next_wait()
    {
        using var pair = new PipePair();
        var time = new FakeTimeProvider();
        await using var wire = new Wire(pair.Server, time, CancellationToken.None);
        await pair.Client.Output.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        var result = await wire.ReadAsync(TimeSpan.FromMinutes(1), betweenCommands: false);
        wire.AdvanceTo(result.Buffer.End);

        time.Advance(TimeSpan.FromMinutes(2)); // the disk was slow
        result = await wire.ReadAsync(null, betweenCommands: false)
            .AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.True(result.IsCanceled);
        Assert.True(wire.TimedOut);
    }
}
