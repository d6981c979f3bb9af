using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

// Reading content: octets from the wire into the spool, as they come.
internal sealed partial class SmtpSession
{
    // A block that is due within the time-out of RFC 5321 §4.5.3.2.5 is at least so long: one octet now and then is no block.
    private const long LeastBlock = 1024;

    // The spool gets its turn after so much, however much has come: what lies between two of its turns lies in memory.
    private const long MostBetweenFlushes = 64 * 1024;

    /// <summary><see cref="ContentReader.Read"/> or <see cref="ChunkReader.Read"/>.</summary>
    internal delegate ContentProgress ReadContent(ReadOnlySpan<byte> octets, IBufferWriter<byte> content, out int consumed);

    /// <summary>
    /// Reads until the content or the chunk has ended. Null: it will not, and the session is closing: the client has left, is too
    /// slow, or sent a lone CR or LF, behind which nothing is believed.
    /// </summary>
    /// <param name="content">Where it goes; null: nowhere, the reader swallows.</param>
    /// <param name="read">Takes the octets.</param>
    public async ValueTask<ContentProgress?> PumpAsync(IncomingContent? content, ReadContent read)
    {
        TimeSpan? limit = Timeouts.Content;
        var progress = read([], Sink(content), out _); // a chunk of no octets has ended already
        for (long block = 0; ;)
        {
            if (progress is ContentProgress.EndOfData or ContentProgress.EndOfChunk) return progress;
            if (!Wire.TryRead(out var result))
            {
                await Wire.FlushAsync(Timeouts.Command).ConfigureAwait(false);
                result = await Wire.ReadAsync(limit, betweenCommands: false).ConfigureAwait(false);
                limit = null;
            }

            var kept = content?.Length;
            var consumed = ReadAll(result.Buffer, Sink(content), read, out progress);
            var took = result.Buffer.Slice(0, consumed).Length;
            var (isEnd, isCanceled) = (result.IsCompleted && took == result.Buffer.Length, result.IsCanceled);
            Wire.AdvanceTo(consumed);
            await FlushAsync(content, took, content?.Length > kept).ConfigureAwait(false);
            if (!Judge(progress, content)) return null;
            // What was refused may have been the chunk's last octet: then nothing more will come.
            if (progress is ContentProgress.Nul or ContentProgress.LineTooLong) progress = read([], Sink(content), out _);
            if (progress is not ContentProgress.NeedMore) continue;
            if ((block += took) >= LeastBlock) (block, limit) = (0, Timeouts.Content);
            if (!isEnd && !(isCanceled && Wire.TimedOut)) continue;
            EndOrRefuse(isEnd ? LineEnd.Left : LineEnd.TimedOut);
            return null;
        }
    }

    /// <summary>What came is kept, or it was for nothing: then more of it is taken slowly.</summary>
    private ValueTask FlushAsync(IncomingContent? content, long octets, bool isKept)
    {
        if (isKept) return content!.FlushAsync();
        _pace.Wasted(octets);
        return _pace.KeepAsync(Closed);
    }

    private static IBufferWriter<byte> Sink(IncomingContent? content) => content is null ? Nowhere.Instance : content;

    private static SequencePosition ReadAll(
        in ReadOnlySequence<byte> octets, IBufferWriter<byte> content, ReadContent read, out ContentProgress progress)
    {
        progress = ContentProgress.NeedMore;
        long taken = 0;
        foreach (var piece in octets)
        {
            progress = read(piece.Span, content, out var consumed);
            taken += consumed;
            if (progress is not ContentProgress.NeedMore || taken >= MostBetweenFlushes) break;
        }

        return octets.GetPosition(taken);
    }

    /// <summary>Notes why content is refused; false where the session must not go on.</summary>
    private bool Judge(ContentProgress progress, IncomingContent? content)
    {
        switch (progress)
        {
            case ContentProgress.BareCr or ContentProgress.BareLf:
                RefuseBareNewline();
                return false;
            case ContentProgress.Nul when content is not null:
                content.Refusal ??= Replies.NulInContent;
                return true;
            case ContentProgress.LineTooLong when content is not null:
                content.Refusal ??= Replies.ContentLineTooLong(Limits.ContentLine);
                return true;
            default:
                return true;
        }
    }

    /// <summary>For readers that keep nothing.</summary>
    private sealed class Nowhere : IBufferWriter<byte>
    {
        public static readonly Nowhere Instance = new();

        public void Advance(int count) { }

        public Memory<byte> GetMemory(int sizeHint = 0) => new byte[Math.Max(sizeHint, 1)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
