namespace Gatepost.Protocols.Smtp;

/// <summary>How a call to <see cref="ContentReader.Read"/> or <see cref="ChunkReader.Read"/> ended.</summary>
public enum ContentProgress
{
    /// <summary>All octets are taken and the end has not come.</summary>
    NeedMore,

    /// <summary>The content is complete; what follows are commands.</summary>
    EndOfData,

    /// <summary>The chunk is complete and was not the last one; what follows are commands (RFC 3030 §2).</summary>
    EndOfChunk,

    /// <summary>A CR without LF.</summary>
    BareCr,

    /// <summary>An LF without CR.</summary>
    BareLf,

    /// <summary>A NUL, which no message may hold (RFC 5322 §2.1: characters from 1 to 127).</summary>
    Nul,

    /// <summary>A line above the limit (RFC 5321 §4.5.3.1.6).</summary>
    LineTooLong,
}
