using System.Buffers;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Reads the mail data that follows DATA, up to and including the line that holds a single dot.
/// It opens nothing and waits for nothing: octets go in, content comes out.
/// </summary>
/// <remarks>
/// <code>
///   Subject: hi CRLF CRLF . . leading dot CRLF   . CRLF     QUIT CRLF
///   └─ kept as is ──────┘ └┬┘ one dot is kept    └─┬──┘     └ not ours: never consumed
/// </code>
/// Only CRLF ends a line (RFC 5321 §2.3.8), "even in the name of improved robustness" (§4.1.1.4). A lone
/// CR or LF is refused, never repaired: two servers that repair it differently see two different messages
/// in one stream, and that is SMTP smuggling. Each refusal is reported once, at the octet; whoever goes on reading after
/// it swallows the rest up to the true end, and nothing of it is kept.
/// </remarks>
/// <param name="sizeLimit">The largest message, in octets.</param>
/// <param name="maxLineLength">The longest line, in octets, CRLF included.</param>
/// <param name="lineEnds">What ends a line.</param>
public sealed class ContentReader(long sizeLimit, int maxLineLength = 65536, LineEnds lineEnds = LineEnds.Strict)
{
    private const byte Cr = (byte)'\r', Lf = (byte)'\n', Dot = (byte)'.', NulOctet = 0;

    // Where the last octet left us. An empty message has its first CRLF in the DATA line itself (§4.1.1.4).
    private enum At { LineStart, Text, AfterCr, AfterDot, AfterDotCr }

    private At _at = At.LineStart;
    private long _lineLength;

    /// <summary>Octets of content, without the final line and the dots of transparency (RFC 1870 §5).</summary>
    public long Length { get; private set; }

    /// <summary>Over the limit we read on and keep nothing: 552 is due after the transfer (RFC 1870 §6.3),
    /// and whatever we left unread would be taken for commands.</summary>
    public bool IsTooLarge => Length > sizeLimit;

    /// <summary>Whether an octet above 127 has been seen (RFC 6152 §3).</summary>
    public bool HasEightBitData { get; private set; }

    /// <summary>A refusal was reported: nothing is kept any more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Takes octets until they are all taken, the data ends, or something is refused.</summary>
    /// <param name="octets">What arrived.</param>
    /// <param name="content">Where the content goes. What it got is void if the message is refused or too large.</param>
    /// <param name="consumed">How many octets were taken: never one after the end of the data.</param>
    public ContentProgress Read(ReadOnlySpan<byte> octets, IBufferWriter<byte> content, out int consumed)
    {
        consumed = 0;
        while (consumed < octets.Length)
        {
            var progress = _at is At.Text
                ? TakeText(octets, content, ref consumed)
                : TakeLineEnd(octets[consumed], content, ref consumed);
            if (progress is not ContentProgress.NeedMore) return progress;
        }

        return ContentProgress.NeedMore;
    }

    /// <summary>Takes whole lines in one piece as long as nothing in them needs a closer look.</summary>
    private ContentProgress TakeText(ReadOnlySpan<byte> octets, IBufferWriter<byte> content, ref int consumed)
    {
        int start = consumed, at = consumed, lineStart = consumed;
        var progress = ContentProgress.NeedMore;
        while (true)
        {
            var run = octets[at..].IndexOfAny(Cr, Lf, NulOctet);
            at = run < 0 ? octets.Length : at + run;
            _lineLength += at - lineStart;
            lineStart = at;
            if (_lineLength + 2 > maxLineLength
                && Refuse(ContentProgress.LineTooLong) is not ContentProgress.NeedMore and var refusal)
            {
                progress = refusal;
                break;
            }

            if (run < 0) break;
            if (octets[at] is not Cr || at + 1 >= octets.Length || octets[at + 1] is not Lf)
            {
                // The buffer's end or a stray octet: the careful half decides.
                Keep(octets[start..at], content);
                consumed = at;
                return TakeLineEnd(octets[at], content, ref consumed);
            }

            at += 2;
            lineStart = at;
            _lineLength = 0;
            _at = At.LineStart;
            if (at == octets.Length || octets[at] is Dot or Cr or Lf or NulOctet) break;
            _at = At.Text;
        }

        Keep(octets[start..at], content);
        consumed = at;
        return progress;
    }

    /// <summary>Takes one octet where it matters what stands around it.</summary>
    private ContentProgress TakeLineEnd(byte octet, IBufferWriter<byte> content, ref int consumed)
    {
        if (_at is At.AfterCr or At.AfterDotCr && octet is not Lf) return TakeBareCr(content);
        consumed++;
        switch (_at, octet)
        {
            case (At.AfterDotCr, Lf):
                return ContentProgress.EndOfData;
            case (At.AfterCr, Lf):
                EndLine(content);
                return ContentProgress.NeedMore;
            case (_, Lf):
                return TakeBareLf(content);
            case (_, NulOctet):
                _at = At.Text;
                return Refuse(ContentProgress.Nul);
            case (_, Cr):
                _at = _at is At.AfterDot ? At.AfterDotCr : At.AfterCr;
                return ContentProgress.NeedMore;
            case (At.LineStart, Dot):
                _at = At.AfterDot; // transparency, RFC 5321 §4.5.2
                return ContentProgress.NeedMore;
            default:
                consumed--;
                _at = At.Text;
                return ContentProgress.NeedMore;
        }
    }

    private ContentProgress TakeBareLf(IBufferWriter<byte> content)
    {
        if (lineEnds is LineEnds.Normalized)
        {
            if (_at is At.AfterDot) return ContentProgress.EndOfData;
            EndLine(content);
            return ContentProgress.NeedMore;
        }

        _at = At.Text;
        return Refuse(ContentProgress.BareLf);
    }

    /// <summary>The octet after the CR stays unread: it is looked at again as what it then is.</summary>
    private ContentProgress TakeBareCr(IBufferWriter<byte> content)
    {
        if (lineEnds is LineEnds.Normalized)
        {
            if (_at is At.AfterDotCr) return ContentProgress.EndOfData;
            EndLine(content);
            return ContentProgress.NeedMore;
        }

        _at = At.Text;
        return Refuse(ContentProgress.BareCr);
    }

    private void EndLine(IBufferWriter<byte> content)
    {
        Keep("\r\n"u8, content);
        _at = At.LineStart;
        _lineLength = 0;
    }

    private ContentProgress Refuse(ContentProgress problem)
    {
        if (IsRefused) return ContentProgress.NeedMore;
        IsRefused = true;
        return problem;
    }

    private void Keep(ReadOnlySpan<byte> octets, IBufferWriter<byte> content)
    {
        if (octets.IsEmpty) return;
        Length += octets.Length;
        if (IsTooLarge || IsRefused) return;
        if (!HasEightBitData) HasEightBitData = !Ascii.IsValid(octets);
        content.Write(octets);
    }
}
