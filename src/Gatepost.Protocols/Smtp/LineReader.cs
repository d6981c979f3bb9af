using System.Buffers;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Cuts command lines out of what arrived. A line ends with CRLF and with nothing else (RFC 5321 §2.3.8); a line above the
/// maximum is swallowed in pieces, so that it costs no memory.
/// </summary>
/// <param name="maxLength">The longest line, in octets, CRLF included (RFC 5321 §4.5.3.1.4: 512, and what extensions
/// add).</param>
/// <param name="lineEnds">What ends a line.</param>
public sealed class LineReader(int maxLength, LineEnds lineEnds = LineEnds.Strict)
{
    private const byte Cr = (byte)'\r', Lf = (byte)'\n', NulOctet = 0;

    private byte[]? _joined;
    private LineProgress _fault;
    private bool _swallowedCr;

    /// <summary>Reads one line.</summary>
    /// <param name="octets">What arrived; afterwards what is left of it. Nothing is taken from it while the line is incomplete,
    /// except from a line that is being swallowed.</param>
    /// <param name="line">The line without its end, for <see cref="LineProgress.Line"/>. It lies in the buffer of
    /// <paramref name="octets"/> or of this reader: use it before either is touched again.</param>
    public LineProgress Read(ref ReadOnlySequence<byte> octets, out ReadOnlySpan<byte> line)
    {
        line = default;
        var reader = new SequenceReader<byte>(octets);
        if (_swallowedCr && !reader.End) return EndSwallowedCr(ref octets, reader);
        while (reader.TryAdvanceToAny([Cr, Lf, NulOctet], advancePastDelimiter: false))
        {
            var length = reader.Consumed;
            if (length + 2 > maxLength) Swallow(LineProgress.TooLong);
            if (reader.IsNext(NulOctet, advancePast: true))
            {
                Swallow(LineProgress.Nul);
                continue;
            }

            var progress = TakeEnd(ref reader);
            if (progress is LineProgress.NeedMore) break;
            if (progress is LineProgress.Line && _fault is LineProgress.NeedMore) line = Join(octets.Slice(0, length));
            return End(progress, ref octets, reader);
        }

        if (octets.Length + 2 > maxLength && !EndsWithCr(octets)) Swallow(LineProgress.TooLong);
        if (_fault is LineProgress.NeedMore) return LineProgress.NeedMore;
        _swallowedCr = _swallowedCr || EndsWithCr(octets);
        octets = octets.Slice(octets.End);
        return LineProgress.NeedMore;
    }

    private static bool EndsWithCr(ReadOnlySequence<byte> octets) =>
        !octets.IsEmpty && octets.Slice(octets.Length - 1).FirstSpan[0] is Cr;

    /// <summary>
    /// Judges the CR or LF that comes next; <see cref="LineProgress.NeedMore"/> for a CR with nothing behind it.
    /// </summary>
    private LineProgress TakeEnd(ref SequenceReader<byte> reader)
    {
        reader.TryRead(out var end);
        if (end is Lf) return lineEnds is LineEnds.Strict ? LineProgress.BareLf : LineProgress.Line;
        if (reader.End) return LineProgress.NeedMore;
        return reader.IsNext(Lf, advancePast: true) || lineEnds is LineEnds.Normalized ? LineProgress.Line : LineProgress.BareCr;
    }

    private LineProgress EndSwallowedCr(ref ReadOnlySequence<byte> octets, SequenceReader<byte> reader)
    {
        _swallowedCr = false;
        var isEnd = reader.IsNext(Lf, advancePast: true) || lineEnds is LineEnds.Normalized;
        return End(isEnd ? LineProgress.Line : LineProgress.BareCr, ref octets, reader);
    }

    private LineProgress End(LineProgress progress, ref ReadOnlySequence<byte> octets, SequenceReader<byte> reader)
    {
        octets = octets.Slice(reader.Position);
        if (progress is LineProgress.Line && _fault is not LineProgress.NeedMore) progress = _fault;
        _fault = LineProgress.NeedMore;
        return progress;
    }

    private void Swallow(LineProgress why)
    {
        if (_fault is LineProgress.NeedMore) _fault = why;
    }

    private ReadOnlySpan<byte> Join(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment) return line.FirstSpan;
        _joined ??= new byte[maxLength];
        line.CopyTo(_joined);
        return _joined.AsSpan(0, (int)line.Length);
    }
}
