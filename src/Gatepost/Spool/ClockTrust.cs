namespace Gatepost.Spool;

/// <summary>What the clock is believed.</summary>
/// <param name="ForEnds">That the lifetime of a message is over.</param>
/// <param name="ForNotices">That it is late.</param>
public readonly record struct ClockTrust(bool ForEnds, bool ForNotices)
{
    /// <summary>All of it.</summary>
    public static readonly ClockTrust Whole = new(true, true);
}
