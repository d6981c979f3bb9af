namespace Gatepost.Messages;

/// <summary>What an attempt proved about its peer; never more than was proven (RFC 7672 §2.2.1). Persisted: append
/// only.</summary>
public enum Assurance
{
    /// <summary>Clear text.</summary>
    Clear = 0,

    /// <summary>TLS to a peer that was not authenticated.</summary>
    Encrypted = 1,

    /// <summary>A certificate that is valid for an MX name found by insecure DNS.</summary>
    HostVerified = 2,

    /// <summary>The name is vouched for by MTA-STS in enforce mode.</summary>
    StsVerified = 3,

    /// <summary>DANE, with a secure MX.</summary>
    DaneVerified = 4,

    /// <summary>A name, key or CA fixed by our own configuration.</summary>
    PartnerVerified = 5,
}
