namespace Gatepost.Protocols.MailAuth;

/// <summary>How addresses are named in a record of SPF (RFC 7208 §5).</summary>
public enum SpfMechanism
{
    /// <summary>Every address.</summary>
    All = 0,

    /// <summary>Those that another domain's record passes.</summary>
    Include,

    /// <summary>Those of a name.</summary>
    A,

    /// <summary>Those of a domain's mail hosts.</summary>
    Mx,

    /// <summary>Those whose own name lies below a domain; the standard advises against it.</summary>
    ReverseName,

    /// <summary>A network of IPv4.</summary>
    Ip4,

    /// <summary>A network of IPv6.</summary>
    Ip6,

    /// <summary>Those for which a name made of them exists.</summary>
    Exists,
}
