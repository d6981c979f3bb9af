using System.Buffers;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Makes the wire's form of a content for DATA (RFC 5321 §4.5.2): a dot before each line that begins with one, and CRLF.CRLF at
/// the end, exactly once. Takes the content in pieces of any size.
/// </summary>
/// <remarks>
/// Content was judged when it came in. Should a lone CR or LF or a NUL be in it all the same, it is not sent: that would be
/// smuggling by our own hand. The connection must then be given up without the final dot.
/// </remarks>
public sealed class DotStuffer
{
    private const byte Cr = (byte)'\r', Lf = (byte)'\n', Dot = (byte)'.', NulOctet = 0;

    private bool _atLineStart = true, _afterCr;

    /// <summary>Writes a piece of content.</summary>
    /// <exception cref="InvalidDataException">The content holds a lone CR or LF, or a NUL.</exception>
    public void Write(ReadOnlySpan<byte> content, IBufferWriter<byte> wire)
    {
        var start = 0;
        for (var at = 0; at < content.Length;)
        {
            if (_afterCr)
            {
                if (content[at] is not Lf) throw Unclean();
                (_afterCr, _atLineStart) = (false, true);
                at++;
                continue;
            }

            if (_atLineStart && content[at] is Dot)
            {
                wire.Write(content[start..at]);
                wire.Write("."u8);
                start = at;
            }

            _atLineStart = false;
            var run = content[at..].IndexOfAny(Cr, Lf, NulOctet);
            if (run < 0) break;
            at += run;
            if (content[at] is not Cr) throw Unclean();
            _afterCr = true;
            at++;
        }

        wire.Write(content[start..]);
    }

    /// <summary>Ends the content: the CRLF that its last line may lack, and the final dot.</summary>
    /// <exception cref="InvalidDataException">The content ends with a lone CR.</exception>
    public void Finish(IBufferWriter<byte> wire)
    {
        if (_afterCr) throw Unclean();
        wire.Write(_atLineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        (_atLineStart, _afterCr) = (true, false);
    }

    private static InvalidDataException Unclean() => new("The stored content holds a lone CR or LF, or a NUL: it is not sent.");
}
