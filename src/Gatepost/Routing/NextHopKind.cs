namespace Gatepost.Routing;

/// <summary>How the hosts of a route were found.</summary>
public enum NextHopKind
{
    /// <summary>By MX records, or the domain's own address where there are none (RFC 5321 §5.1).</summary>
    Mx,

    /// <summary>Named by the configuration.</summary>
    Configured,
}
