namespace Gatepost.Protocols.Dane;

/// <summary>How it is compared (RFC 6698 §2.1.3). Other values are in the field.</summary>
public enum TlsaMatchingType : byte
{
    /// <summary>Octet by octet.</summary>
    Full = 0,

    /// <summary>By SHA-256.</summary>
    Sha256 = 1,

    /// <summary>By SHA-512.</summary>
    Sha512 = 2,
}
