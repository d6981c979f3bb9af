namespace Gatepost.Dns;

/// <summary>What was last seen of one resolver.</summary>
/// <param name="Result">What it showed.</param>
/// <param name="FullyAskedAt">When it was last asked for the forged name too, in steady time.</param>
internal sealed record DnssecSight(ProbeResult Result, DateTimeOffset FullyAskedAt)
{
    /// <summary>It was silent since: whoever answers next may be somebody else.</summary>
    public bool IsDoubted { get; init; }

    public bool Validates => Result.Verdict is ProbeVerdict.Validates;

    /// <summary>Nothing is known of it that an answer could hang on.</summary>
    public bool IsOpen => IsDoubted || Result.Verdict is ProbeVerdict.Unasked or ProbeVerdict.Silent;
}
