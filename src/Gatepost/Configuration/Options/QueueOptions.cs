using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[queue]</c>.</summary>
internal static class QueueOptions
{
    public static readonly Section<QueueConfig> Section = new("queue", SectionShape.Single,
        "When mail that could not be delivered is tried again, and when it is given up.", new QueueConfig())
    {
        { "retry", Amounts.Durations("1s"), row => row.Retry, (row, value) => row with { Retry = value },
            "The waits after the first attempts; the last one repeats." },
        { "lifetime", Amounts.Duration("1m"), row => row.Lifetime, (row, value) => row with { Lifetime = value },
            "How long a message is tried before it goes back to its sender." },
        { "delay_notice", Amounts.DurationOrNever("1s"), row => row.DelayNotice, (row, value) => row with { DelayNotice = value },
            "When the sender is told that a message still waits, or \"never\"." },
        { "policy_notice", Amounts.DurationOrNever("1s"), row => row.PolicyNotice,
            (row, value) => row with { PolicyNotice = value },
            "When the sender is told that a message waits because it cannot be encrypted as it must be, or \"never\"." },
        { "inline_limit", Amounts.SmallSize(0, 16 * 1024 * 1024), row => row.InlineLimit,
            (row, value) => row with { InlineLimit = value },
            "Messages up to this size lie in the database, greater ones in files of their own." },
        { "disk_reserve", Amounts.Size(0, 1L << 50), row => row.DiskReserve, (row, value) => row with { DiskReserve = value },
            "With less free space than this in the data folder no mail is taken; senders are told to come back." },
    };
}
