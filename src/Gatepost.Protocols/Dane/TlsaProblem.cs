namespace Gatepost.Protocols.Dane;

/// <summary>Why a TLSA record cannot be used for mail. It spoils nothing but itself.</summary>
public enum TlsaProblem
{
    /// <summary>Nothing: it can be used.</summary>
    None = 0,

    /// <summary>Fewer than the three octets that say what it means.</summary>
    TooShort,

    /// <summary>PKIX-TA(0) or PKIX-EE(1): mail servers have no agreed set of CAs that would fit (RFC 7672 §3.1.3).</summary>
    PkixUsage,

    /// <summary>A usage that no standard of ours knows.</summary>
    UnknownUsage,

    /// <summary>A selector that no standard of ours knows.</summary>
    UnknownSelector,

    /// <summary>A matching type that no standard of ours knows.</summary>
    UnknownMatchingType,

    /// <summary>A digest that is not as long as its algorithm's.</summary>
    WrongDigestLength,

    /// <summary>Full(0), and the data is no certificate, or no public key.</summary>
    MalformedData,
}
