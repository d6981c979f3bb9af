namespace Gatepost.TlsPolicy;

/// <summary>
/// Who is heard before whom. The numbers leave room for what is decided between: <c>TLS-Required: No</c>, REQUIRETLS and the
/// memory of the domain.
/// </summary>
public enum PolicyRank
{
    /// <summary>A row of the configuration that names the destination.</summary>
    Operator = 10,

    /// <summary>The TLSA records of the destination's hosts.</summary>
    Dane = 40,

    /// <summary>What holds where no row names the destination.</summary>
    Default = 70,
}
