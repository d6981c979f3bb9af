namespace Gatepost.Dns;

/// <summary>Whether an answer is proven (RFC 4035 §4.3).</summary>
public enum DnsSecurity
{
    /// <summary>Not signed, or not proven to us.</summary>
    Insecure,

    /// <summary>Signed and validated by a resolver that we trust.</summary>
    Secure,
}
