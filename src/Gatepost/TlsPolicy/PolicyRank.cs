namespace Gatepost.TlsPolicy;

/// <summary>
/// Who is heard before whom. The numbers leave room for what is decided between.
/// </summary>
public enum PolicyRank
{
    /// <summary>An operator's order about the single message.</summary>
    ReleasedOnce = 5,

    /// <summary>A row of the configuration that names the destination.</summary>
    Operator = 10,

    /// <summary>The message's own <c>TLS-Required: No</c>.</summary>
    Waiver = 20,

    /// <summary>The TLSA records of the destination's hosts.</summary>
    Dane = 40,

    /// <summary>The destination's policy of MTA-STS.</summary>
    MtaSts = 50,

    /// <summary>How the destination used to be reached.</summary>
    Memory = 60,

    /// <summary>What holds where no row names the destination.</summary>
    Default = 70,
}
