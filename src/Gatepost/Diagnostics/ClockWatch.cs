using Microsoft.Extensions.Logging;

namespace Gatepost.Diagnostics;

/// <summary>
/// Notices when the clock jumps, or the machine has slept: nothing that cannot be undone is done by a clock that was not steady
/// for a while. Safe for several threads.
/// </summary>
public sealed partial class ClockWatch(TimeProvider time, ILogger<ClockWatch> logger)
{
    /// <summary>How long a clock must have been steady to be believed in what cannot be undone, at most.</summary>
    public static readonly TimeSpan Trial = TimeSpan.FromHours(1);

    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private long _lookedAt = time.GetTimestamp();
    private DateTimeOffset _saw = time.GetUtcNow();
    private long? _jumpedAt;

    /// <summary>Whether the clock has not jumped within this time.</summary>
    public bool IsSteadyFor(TimeSpan enough)
    {
        Look();
        lock (_gate) return _jumpedAt is not { } jumped || time.GetElapsedTime(jumped) >= enough;
    }

    /// <summary>The same, where the start counts as a jump: nobody saw what the clock did before.</summary>
    public bool IsProvenFor(TimeSpan enough) => IsSteadyFor(enough) && time.GetElapsedTime(_startedAt) >= enough;

    /// <summary>Looks at the clock; to be called now and then.</summary>
    public void Look()
    {
        TimeSpan jump;
        lock (_gate)
        {
            var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
            jump = now - _saw - time.GetElapsedTime(_lookedAt, timestamp);
            (_saw, _lookedAt) = (now, timestamp);
            if (jump.Duration() < Jump) return;
            _jumpedAt = timestamp;
        }

        if (jump > TimeSpan.Zero) LogForwards(jump);
        else LogBackwards(-jump);
    }

    [LoggerMessage(EventIds.ClockForwards, LogLevel.Warning,
        "the clock jumped forwards by {Jump} (or the machine slept): waits go on as they were, and for an hour no mail is given "
        + "up for its age. If the clock is wrong, certificates may seem to have expired: set it")]
    private partial void LogForwards(TimeSpan jump);

    [LoggerMessage(EventIds.ClockBackwards, LogLevel.Warning,
        "the clock jumped backwards by {Jump}: waits go on as they were, and for an hour no mail is given up for its age. If the "
        + "clock is wrong, certificates may seem not to be valid yet: set it")]
    private partial void LogBackwards(TimeSpan jump);
}
