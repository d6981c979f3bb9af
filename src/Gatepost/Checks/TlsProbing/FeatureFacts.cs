namespace Gatepost.Checks.TlsProbing;

/// <summary>What else the server does or leaves.</summary>
internal sealed record FeatureFacts
{
    /// <summary>Keys bound to the whole handshake, in TLS up to 1.2 (RFC 7627).</summary>
    public Observed ExtendedMasterSecret { get; init; }

    /// <summary>Secure renegotiation, in TLS up to 1.2 (RFC 5746).</summary>
    public Observed SecureRenegotiation { get; init; }

    /// <summary>How often a client could begin anew within one connection; null where it was not tried.</summary>
    public int? ClientRenegotiations { get; init; }

    /// <summary>Whether a client that knows nothing of secure renegotiation can begin anew (CVE-2009-3555).</summary>
    public Observed InsecureRenegotiation { get; init; }

    /// <summary>Compression by TLS (CVE-2012-4929, CRIME).</summary>
    public Observed Compression { get; init; }

    /// <summary>A client that was pushed down to an older version is stopped (RFC 7507).</summary>
    public Observed FallbackProtection { get; init; }

    /// <summary>Tickets to resume a session, in TLS 1.2.</summary>
    public Observed SessionTickets { get; init; }

    /// <summary>Tickets to resume a session, in TLS 1.3.</summary>
    public Observed Tls13Tickets { get; init; }

    /// <summary>Octets that may come before the handshake is done, which anybody can send a second time.</summary>
    public Observed EarlyData { get; init; }

    /// <summary>It asks for a certificate of the client.</summary>
    public Observed ClientCertificate { get; init; }

    /// <summary>A client that names no host gets an answer (RFC 8461 §7.1, RFC 7672 §8.1).</summary>
    public Observed WithoutName { get; init; }

    /// <summary>A client that names another host gets an answer.</summary>
    public Observed UnknownName { get; init; }
}
