namespace Gatepost.Protocols.Smtp;

/// <summary>How a call to <see cref="LineReader.Read"/> ended.</summary>
public enum LineProgress
{
    /// <summary>The line has not wholly come.</summary>
    NeedMore,

    /// <summary>A line, without its CRLF.</summary>
    Line,

    /// <summary>A line above the maximum has been swallowed to its CRLF: 500 is due.</summary>
    TooLong,

    /// <summary>A line with a NUL in it has been swallowed to its CRLF: 500 is due.</summary>
    Nul,

    /// <summary>A CR without LF: refuse and close, since we cannot know where the line ends.</summary>
    BareCr,

    /// <summary>An LF without CR: refuse and close.</summary>
    BareLf,
}
