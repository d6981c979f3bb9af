using System.Buffers;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Reads the chunks of one message that BDAT announces (RFC 3030 §2): so many octets, without transparency of dots.
/// One reader serves all chunks of a message, since a CRLF may lie across two of them.
/// </summary>
/// <remarks>
/// <code>
///   BDAT 4 CRLF   a b c CR   BDAT 5 LAST CRLF   LF d e CR LF   NOOP CRLF
///                 └ 4 ─────┘                    └ 5 ────────┘   └ never consumed
/// </code>
/// What goes on by DATA must not hold what ends DATA, so lines are judged as strictly as in <see cref="ContentReader"/>. A chunk
/// is always swallowed to its end, also after a refusal: else its octets would be taken for commands.
/// </remarks>
/// <param name="sizeLimit">The largest message, in octets.</param>
/// <param name="maxLineLength">The longest line, in octets, CRLF included.</param>
/// <param name="lineEnds">What ends a line. Chunk sizes count what came over the wire in any case.</param>
public sealed class ChunkReader(long sizeLimit, int maxLineLength = 65536, LineEnds lineEnds = LineEnds.Strict)
{
    private const byte Cr = (byte)'\r', Lf = (byte)'\n', NulOctet = 0;

    private bool _afterCr, _atLineStart = true, _isLast, _isWaiting;
    private long _remaining, _lineLength;

    /// <summary>Octets of content so far.</summary>
    public long Length { get; private set; }

    /// <summary>The message is over the limit: it is swallowed, and 552 is due.</summary>
    public bool IsTooLarge => Length > sizeLimit;

    /// <summary>Whether an octet above 127 has been seen (RFC 6152 §3).</summary>
    public bool HasEightBitData { get; private set; }

    /// <summary>Nothing is kept any more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>A chunk was announced and has not wholly come.</summary>
    public bool IsInChunk => _isWaiting;

    /// <summary>Announces a chunk. Then call <see cref="Read"/>, also for a chunk of 0 octets, which ends at once.</summary>
    /// <exception cref="InvalidOperationException">The chunk before has not ended.</exception>
    public void Begin(BdatArguments chunk)
    {
        if (_isWaiting) throw new InvalidOperationException("The chunk before has not ended.");
        (_remaining, _isLast, _isWaiting) = (chunk.Size, chunk.IsLast, true);
    }

    /// <summary>From here on everything is swallowed: for a BDAT that is answered with an error.</summary>
    public void Refuse() => IsRefused = true;

    /// <summary>
    /// Takes octets until they are all taken, the chunk ends, or something is refused, which is reported once. What was refused
    /// may have been the chunk's last octet: then only another call, with no octets if need be, tells that it has ended.
    /// </summary>
    /// <param name="octets">What arrived.</param>
    /// <param name="content">Where the content goes. What it got is void if the message is refused or too large.</param>
    /// <param name="consumed">How many octets were taken: never one after the end of the chunk.</param>
    public ContentProgress Read(ReadOnlySpan<byte> octets, IBufferWriter<byte> content, out int consumed)
    {
        consumed = 0;
        var chunk = octets[..(int)Math.Min(octets.Length, _remaining)];
        while (consumed < chunk.Length)
        {
            var progress = IsRefused ? Swallow(chunk, ref consumed) : Take(chunk, content, ref consumed);
            if (progress is ContentProgress.NeedMore) continue;
            _remaining -= consumed;
            return progress;
        }

        _remaining -= consumed;
        if (_remaining > 0 || !_isWaiting) return ContentProgress.NeedMore;
        return End(content);
    }

    private static ContentProgress Swallow(ReadOnlySpan<byte> chunk, ref int consumed)
    {
        consumed = chunk.Length;
        return ContentProgress.NeedMore;
    }

    private ContentProgress Take(ReadOnlySpan<byte> chunk, IBufferWriter<byte> content, ref int consumed)
    {
        if (_afterCr) return TakeAfterCr(chunk[consumed], content, ref consumed);
        var rest = chunk[consumed..];
        var run = rest.IndexOfAny(Cr, Lf, NulOctet);
        var text = run < 0 ? rest : rest[..run];
        consumed += text.Length;
        _lineLength += text.Length;
        if (text.Length > 0)
        {
            _atLineStart = false;
            if (_lineLength + 2 > maxLineLength) return Refuse(ContentProgress.LineTooLong);
            Keep(text, content);
        }

        if (run < 0) return ContentProgress.NeedMore;
        var octet = chunk[consumed++];
        if (octet is NulOctet) return Refuse(ContentProgress.Nul);
        if (octet is Cr)
        {
            (_afterCr, _atLineStart) = (true, false);
            return ContentProgress.NeedMore;
        }

        if (lineEnds is LineEnds.Strict) return Refuse(ContentProgress.BareLf);
        EndLine(content);
        return ContentProgress.NeedMore;
    }

    private ContentProgress TakeAfterCr(byte octet, IBufferWriter<byte> content, ref int consumed)
    {
        if (octet is Lf) consumed++;
        else if (lineEnds is LineEnds.Strict) return Refuse(ContentProgress.BareCr);
        EndLine(content);
        return ContentProgress.NeedMore;
    }

    private ContentProgress End(IBufferWriter<byte> content)
    {
        if (!_isLast)
        {
            _isWaiting = false;
            return ContentProgress.EndOfChunk;
        }

        if (_afterCr && !IsRefused && lineEnds is LineEnds.Strict) return Refuse(ContentProgress.BareCr);
        _isWaiting = false;
        // Content is whole lines from here on: the missing CRLF is what DATA would have asked for (RFC 5321 §4.1.1.4).
        if (!_atLineStart && !IsRefused) EndLine(content);
        return ContentProgress.EndOfData;
    }

    private void EndLine(IBufferWriter<byte> content)
    {
        Keep("\r\n"u8, content);
        (_afterCr, _atLineStart, _lineLength) = (false, true, 0);
    }

    private ContentProgress Refuse(ContentProgress problem)
    {
        IsRefused = true;
        return problem;
    }

    private void Keep(ReadOnlySpan<byte> octets, IBufferWriter<byte> content)
    {
        Length += octets.Length;
        if (IsTooLarge) return;
        if (!HasEightBitData) HasEightBitData = !Ascii.IsValid(octets);
        content.Write(octets);
    }
}
