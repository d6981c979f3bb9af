namespace Gatepost.Protocols.MailAuth;

/// <summary>The kind of a key of DKIM.</summary>
public enum DkimKeyType
{
    /// <summary>None that we know.</summary>
    Unknown = 0,

    /// <summary>RSA (RFC 6376 §3.3).</summary>
    Rsa,

    /// <summary>Ed25519 (RFC 8463 §3).</summary>
    Ed25519,
}
