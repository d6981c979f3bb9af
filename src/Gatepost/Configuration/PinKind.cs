namespace Gatepost.Configuration;

/// <summary>What a pin digests.</summary>
public enum PinKind
{
    /// <summary>The whole certificate (DER).</summary>
    Certificate,

    /// <summary>The SubjectPublicKeyInfo: survives a renewal that keeps the key.</summary>
    PublicKey,
}
