namespace Gatepost.TlsPolicy;

/// <summary>
/// Who is heard before whom. The numbers leave room for what is decided between the two: <c>TLS-Required: No</c>,
/// REQUIRETLS, DANE, MTA-STS and the memory of the domain, in this order.
/// </summary>
public enum PolicyRank
{
    /// <summary>A row of the configuration that names the destination.</summary>
    Operator = 10,

    /// <summary>What holds where no row names the destination.</summary>
    Default = 70,
}
