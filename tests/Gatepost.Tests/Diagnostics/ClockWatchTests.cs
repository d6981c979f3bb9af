using Gatepost.Diagnostics;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Diagnostics;

public sealed class ClockWatchTests
{
    private readonly JumpingClock _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ListLogger<ClockWatch> _log = new();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(365 * 24)]
    [InlineData(-365 * 24)]
    public void A_jump_is_told_once_and_the_clock_is_believed_again_an_hour_later(int hours)
    {
        var watch = new ClockWatch(_time, _log);
        Assert.False(watch.IsProvenFor(ClockWatch.Trial));
        _time.Advance(ClockWatch.Trial);
        Assert.True(watch.IsProvenFor(ClockWatch.Trial));

        _time.Jump(TimeSpan.FromHours(hours));
        Assert.False(watch.IsSteadyFor(ClockWatch.Trial));
        _time.Advance(ClockWatch.Trial - TimeSpan.FromSeconds(1));
        Assert.False(watch.IsSteadyFor(ClockWatch.Trial));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(watch.IsSteadyFor(ClockWatch.Trial));
        Assert.Contains(hours > 0 ? "jumped forwards" : "jumped backwards", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_set_right_by_a_few_seconds_has_not_jumped()
    {
        var watch = new ClockWatch(_time, _log);
        _time.Jump(TimeSpan.FromSeconds(50));
        Assert.True(watch.IsSteadyFor(ClockWatch.Trial));
        Assert.Empty(_log.Lines);
    }
}
