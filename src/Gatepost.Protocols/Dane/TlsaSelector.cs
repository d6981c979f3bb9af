namespace Gatepost.Protocols.Dane;

/// <summary>Which part of a certificate is compared (RFC 6698 §2.1.2). Other values are in the field.</summary>
public enum TlsaSelector : byte
{
    /// <summary>The whole certificate.</summary>
    Certificate = 0,

    /// <summary>Its SubjectPublicKeyInfo: outlives a renewal with the same key.</summary>
    PublicKey = 1,
}
