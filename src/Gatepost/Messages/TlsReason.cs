namespace Gatepost.Messages;

/// <summary>
/// Why a connection proved no more, as a class that can be counted; <see cref="TlsFacts.Problem"/> says it in words.
/// Persisted: append only.
/// </summary>
public enum TlsReason
{
    /// <summary>Nothing was wrong.</summary>
    None = 0,

    /// <summary>None of the others.</summary>
    Other = 1,

    /// <summary>We use no TLS with this destination.</summary>
    SwitchedOff = 2,

    /// <summary>The peer does not offer STARTTLS.</summary>
    NotOffered = 3,

    /// <summary>It offers STARTTLS and then refuses it.</summary>
    Refused = 4,

    /// <summary>The handshake failed.</summary>
    HandshakeFailed = 5,

    /// <summary>Somebody put octets between STARTTLS and the handshake.</summary>
    Injected = 6,

    /// <summary>It showed no certificate.</summary>
    NoCertificate = 7,

    /// <summary>Its certificate, or one of the chain, has expired.</summary>
    Expired = 8,

    /// <summary>Its certificate is not valid yet.</summary>
    NotYetValid = 9,

    /// <summary>Its certificate is self-signed.</summary>
    SelfSigned = 10,

    /// <summary>Its chain does not lead to a CA that is trusted here.</summary>
    UnknownIssuer = 11,

    /// <summary>Its chain is not valid: a signature, a purpose.</summary>
    BadChain = 12,

    /// <summary>Its certificate is for another name.</summary>
    OtherName = 13,

    /// <summary>Neither its certificate nor its key is pinned.</summary>
    OtherKey = 14,

    /// <summary>Version or cipher is one that no authenticated level takes.</summary>
    WeakTls = 15,

    /// <summary>It does not fit its TLSA records.</summary>
    DaneMismatch = 16,

    /// <summary>Its TLSA records could not be had, or not be trusted.</summary>
    DaneUnavailable = 17,

    /// <summary>Its domain's MTA-STS policy does not name it, or it does not keep to that policy.</summary>
    StsMismatch = 18,

    /// <summary>It does not offer REQUIRETLS, which the message asks for.</summary>
    NoRequireTls = 19,

    /// <summary>It has no TLSA records that could be used.</summary>
    NoDane = 20,

    /// <summary>Its certificate bears no name that is known without asking the DNS.</summary>
    NoKnownName = 21,

    /// <summary>No certificate and no key of it is pinned.</summary>
    NoPin = 22,

    /// <summary>A client did not begin TLS, though we offer it.</summary>
    NotUsed = 23,
}
