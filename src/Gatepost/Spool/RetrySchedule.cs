using Gatepost.Configuration;

namespace Gatepost.Spool;

/// <summary>
/// When an entry is tried again, when its sender is told that it waits, and when it is given up (RFC 5321 §4.5.4.1: at least
/// half an hour between later attempts, and four to five days in all). Pure: it only computes.
/// </summary>
/// <remarks>
/// Where the clock has just jumped nothing is given up for its age, and nobody told of a delay: it may be set right in a minute.
/// And where the clock says that a message is young (it came while the clock was ahead), its attempts tell how old it is.
/// </remarks>
/// <param name="config">The waits, the lifetime, the time of the notice.</param>
/// <param name="trust">What the clock is believed.</param>
public sealed class RetrySchedule(QueueConfig config, ClockTrust trust)
{
    /// <summary>After attempts that should have taken so many lifetimes, it is over whatever the clock says.</summary>
    private const int Lifetimes = 2;

    /// <summary>By a clock that is believed.</summary>
    public RetrySchedule(QueueConfig config) : this(config, ClockTrust.Whole) { }

    /// <summary>When the lifetime of an entry ends.</summary>
    public DateTimeOffset ExpiresAt(DateTimeOffset arrivedAt) => arrivedAt + config.Lifetime;

    /// <summary>
    /// When to try again after an attempt that ended at <paramref name="now"/>; null: the lifetime is over. The last attempt is
    /// made when it ends.
    /// </summary>
    /// <param name="arrivedAt">When the entry arrived.</param>
    /// <param name="attempts">Attempts so far, the one that just ended included; at least 1.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="chance">From 0 to 1, at random.</param>
    public DateTimeOffset? NextAttempt(DateTimeOffset arrivedAt, int attempts, DateTimeOffset now, double chance)
    {
        var expires = ExpiresAt(arrivedAt);
        if ((now >= expires && trust.ForEnds) || Waits(attempts) >= config.Lifetime * Lifetimes) return null;
        var next = now + (Wait(attempts) * (1 + (QueueConfig.RetryJitter * ((2 * chance) - 1))));
        return next < expires || now >= expires ? next : expires;
    }

    /// <summary>Whether the sender is due to be told of the delay (RFC 3461 §4.1, DELAY).</summary>
    /// <param name="arrivedAt">When the entry arrived.</param>
    /// <param name="isNotified">It was told before: once is enough.</param>
    /// <param name="now">The time.</param>
    public bool IsDelayNoticeDue(DateTimeOffset arrivedAt, bool isNotified, DateTimeOffset now) =>
        !isNotified && trust.ForNotices && config.DelayNotice is { } delay && now - arrivedAt >= delay;

    /// <summary>Whether the sender of what waits for encryption is due to be told, who was not told before.</summary>
    public bool IsPolicyNoticeDue(DateTimeOffset arrivedAt, DateTimeOffset now) =>
        trust.ForNotices && config.PolicyNotice is { } delay && now - arrivedAt >= delay;

    private TimeSpan Waits(int attempts)
    {
        var all = TimeSpan.Zero;
        for (var attempt = 1; attempt <= Math.Min(attempts, config.Retry.Count); attempt++) all += Wait(attempt);
        return attempts <= config.Retry.Count ? all : all + (Wait(attempts) * (attempts - config.Retry.Count));
    }

    private TimeSpan Wait(int attempts) =>
        config.Retry.Count == 0 ? TimeSpan.FromHours(1) : config.Retry[Math.Clamp(attempts, 1, config.Retry.Count) - 1];
}
