namespace Gatepost.Delivery;

/// <summary>What went wrong with a peer.</summary>
internal enum FailureKind
{
    /// <summary>Ruled out by policy.</summary>
    Forbidden,

    /// <summary>No connection: refused, no route, reset while connecting.</summary>
    Unreachable,

    /// <summary>It let the time of the stage pass (RFC 5321 §4.5.3.2).</summary>
    TimedOut,

    /// <summary>It closed or reset the connection.</summary>
    Closed,

    /// <summary>What it said is no SMTP reply, or none that belongs there.</summary>
    Malformed,

    /// <summary>It sent more than its 220 before the handshake: somebody put words into its mouth.</summary>
    Injected,

    /// <summary>It does not offer what this message must have: TLS, SMTPUTF8, 8BITMIME, so much room.</summary>
    NotOffered,

    /// <summary>The handshake failed.</summary>
    BrokenTls,

    /// <summary>Its certificate is not what the level demands.</summary>
    Untrusted,

    /// <summary>A 4yz reply.</summary>
    Transient,

    /// <summary>A 5yz reply.</summary>
    Permanent,

    /// <summary>421: it closes the channel, whatever was asked (RFC 5321 §3.8).</summary>
    ClosingDown,
}
