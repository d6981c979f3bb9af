namespace Gatepost.Configuration;

/// <summary><c>[queue]</c>: when it is tried again, when the sender is told, when it ends.</summary>
public sealed record QueueConfig
{
    /// <summary>
    /// A wait is up to this part longer or shorter, so that what was deferred together does not come back together.
    /// </summary>
    public const double RetryJitter = 0.1;

    /// <summary>The waits after the first attempts; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Retry { get; init; } =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40),
            TimeSpan.FromHours(1)];

    /// <summary>How long a message is tried.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(5);

    /// <summary>When the sender is told of a delay; null: never.</summary>
    public TimeSpan? DelayNotice { get; init; } = TimeSpan.FromHours(4);

    /// <summary>When the sender is told that a message waits for encryption; null: only by <see cref="DelayNotice"/>.</summary>
    public TimeSpan? PolicyNotice { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Contents up to this length lie in the database, longer ones in files of their own. In octets.</summary>
    public int InlineLimit { get; init; } = 256 * 1024;

    /// <summary>Free space of the data folder under which no mail is taken. In octets.</summary>
    public long DiskReserve { get; init; } = 512L * 1024 * 1024;
}
