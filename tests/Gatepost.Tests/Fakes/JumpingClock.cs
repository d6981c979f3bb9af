using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Fakes;

/// <summary>A clock of the test that can be set, while the time that passes goes on.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _jumped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _jumped;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void Jump(TimeSpan by) => _jumped += by;
}
