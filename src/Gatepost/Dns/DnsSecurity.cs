namespace Gatepost.Dns;

/// <summary>Whether an answer is proven (RFC 4035 §4.3).</summary>
public enum DnsSecurity
{
    /// <summary>Not signed, or our resolver does not validate and never has: there are no proofs here.</summary>
    Insecure,

    /// <summary>Signed, and validated by a resolver that we trust.</summary>
    Secure,

    /// <summary>
    /// Nobody can say: the resolver has not shown yet that it validates, or does no longer, or did not answer. Never take it for
    /// Insecure: what hangs on proofs has to wait (RFC 7672 §2.1.1).
    /// </summary>
    Indeterminate,
}
