namespace Gatepost.Messages;

/// <summary>
/// What TLS was like on one connection, and what it could have proven. The certificate is evaluated at every level, also
/// where the level does not ask for it: else "what breaks if we enforce it?" has no answer.
/// </summary>
public sealed record TlsFacts
{
    /// <summary>A connection without TLS.</summary>
    public static TlsFacts Clear(string? why = null, TlsReason reason = TlsReason.None) =>
        new() { Problem = why, Reason = reason };

    /// <summary><c>TLSv1.3</c>, or null in clear text.</summary>
    public string? Protocol { get; init; }

    /// <summary>The IANA name of the cipher suite, or null.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>The peer's subject, or null where it sent no certificate.</summary>
    public string? Subject { get; init; }

    /// <summary>The DNS names of the peer's certificate.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>SHA-256 of the peer's certificate (DER), lower-case hex, or null.</summary>
    public string? CertificateDigest { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, lower-case hex, or null.</summary>
    public string? PublicKeyDigest { get; init; }

    /// <summary>When the peer's certificate ends.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>What was proven, at the level that was asked.</summary>
    public Assurance Reached { get; init; }

    /// <summary>What could have been proven, had the level asked for it.</summary>
    public Assurance Reachable { get; init; }

    /// <summary>Who vouched: the CA, the pin, the TLSA record; or null.</summary>
    public string? VouchedBy { get; init; }

    /// <summary>Why no more was proven (expired, self-signed, another name, not offered …), or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The same as a class that can be counted; also where another proof holds, and so nothing is wrong.</summary>
    public TlsReason Reason { get; init; }

    /// <summary>Each thing that the peer could prove, whether or not it was asked for.</summary>
    public TlsProofs Proofs { get; init; }

    /// <summary>Whether the connection was encrypted.</summary>
    public bool IsEncrypted => Protocol is not null;
}
