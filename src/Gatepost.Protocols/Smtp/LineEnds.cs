namespace Gatepost.Protocols.Smtp;

/// <summary>What counts as the end of a line on the way in.</summary>
public enum LineEnds
{
    /// <summary>Only CRLF (RFC 5321 §2.3.8); a lone CR or LF is refused.</summary>
    Strict,

    /// <summary>
    /// A lone CR or LF is made CRLF before anything else looks at it, so that everybody behind us sees the same lines as we do.
    /// For old devices inside the house. A CR at the very end of what has arrived waits for the octet after it.
    /// </summary>
    Normalized,
}
