namespace Gatepost.Diagnostics;

/// <summary>A time that no jump of the clock touches, and that stands still while the machine sleeps.</summary>
/// <remarks>For spans that are counted from something this process saw; what outlives the process needs the clock.</remarks>
public static class SteadyTime
{
    /// <summary>How long the machine has run, as if it were a moment: only good to be compared with others of its kind.</summary>
    public static DateTimeOffset GetSteadyTime(this TimeProvider time) => DateTimeOffset.UnixEpoch + time.GetElapsedTime(0);
}
