namespace Gatepost.Protocols.TlsProbe;

/// <summary>Why octets are no answer.</summary>
public enum WireTrouble
{
    /// <summary>They may be one yet.</summary>
    None,

    /// <summary>They are no TLS at all.</summary>
    NotTls,

    /// <summary>A length, an order or a value that cannot be.</summary>
    Malformed,

    /// <summary>More than <see cref="TlsLimits"/> allow.</summary>
    TooLong,
}
