namespace Gatepost.Configuration;

/// <summary>What mail that comes from a partner must prove.</summary>
public enum InboundDemand
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>TLS, with whomever.</summary>
    Tls,

    /// <summary>TLS with a client certificate of the partner: of its CA, or pinned.</summary>
    Certificate,
}
