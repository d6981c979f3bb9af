namespace Gatepost.Protocols.MtaSts;

/// <summary>What a domain wants done where its policy is not met (RFC 8461 §5).</summary>
/// <remarks>The values are written to disk: none changes its number.</remarks>
public enum StsMode
{
    /// <summary>Nothing: the domain takes its policy back.</summary>
    None = 0,

    /// <summary>Deliver all the same, and report.</summary>
    Testing = 1,

    /// <summary>Do not deliver.</summary>
    Enforce = 2,
}
