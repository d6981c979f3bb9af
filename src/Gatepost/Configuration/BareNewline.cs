namespace Gatepost.Configuration;

/// <summary>What a listener does with a CR or LF that stands alone (RFC 5321 §2.3.8).</summary>
public enum BareNewline
{
    /// <summary>Refuses it and closes the connection.</summary>
    Refuse,

    /// <summary>Makes it CRLF before anything else looks at it: for old printers inside the house.</summary>
    Normalize,
}
