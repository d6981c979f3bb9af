namespace Gatepost.Protocols.Smtp;

/// <summary>How a call to <see cref="ReplyParser.Read"/> ended.</summary>
public enum ReplyProgress
{
    /// <summary>The reply has not wholly come.</summary>
    NeedMore,

    /// <summary>A reply.</summary>
    Reply,

    /// <summary>
    /// Not three digits from 200 to 599 with a blank, a hyphen or nothing behind them. The connection cannot be used any more.
    /// </summary>
    Malformed,

    /// <summary>The lines of one reply bear different codes (RFC 5321 §4.2.1).</summary>
    CodesDiffer,

    /// <summary>A line, or the number of lines, is above our limit.</summary>
    TooLong,
}
