namespace Gatepost.Dispatch;

/// <summary>How much is carried at once.</summary>
/// <param name="Running">Attempts in all (<c>outbound.concurrency</c>).</param>
/// <param name="RunningPerLane">Attempts towards one destination (<c>outbound.concurrency_per_destination</c>).</param>
internal readonly record struct LaneLimits(int Running, int RunningPerLane)
{
    /// <summary>Entries that are in our hands at once, those under way and those being written down included.</summary>
    public int InHand => Running + 2000;

    /// <summary>Of these, entries that were tried before.</summary>
    public int TriedInHand => InHand / 2;

    /// <summary>Entries that wait for one destination, where there is room for so many.</summary>
    public const int WaitingPerLane = 64;

    /// <summary>A lane may hold one part in so many of what is free: hundreds of slow lanes leave room for another.</summary>
    public const int LaneShare = 48;

    /// <summary>Entries that were tried before are asked for where there is room for so many.</summary>
    public const int TriedAtOnce = 32;

    /// <summary>State that is kept of destinations for which nothing waits.</summary>
    public const int KeptLanes = 10_000;
}
