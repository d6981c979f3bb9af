using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>BDAT. The first two octets choose line ends and the sizes of chunks and pieces; the rest is one message.</summary>
internal sealed class ChunkTarget : IFuzzTarget
{
    public string Name => "bdat";

    public IReadOnlyList<string> Words { get; } = ["\r\n", ".", "\r\n.\r\n", "\n", "\r", "\r\r\n", "\0", "text", "\xE9"];

    public ulong Run(byte[] input)
    {
        if (input.Length < 2) return 0;
        var ends = (input[0] & 1) == 0 ? LineEnds.Strict : LineEnds.Normalized;
        var message = input.AsSpan(2);
        var whole = Read(message, Math.Max(1, message.Length), int.MaxValue, ends);
        var chunks = Read(message, 1 + (input[0] >> 1) % 17, 1 + input[1] % 5, ends);
        Must.BeEqual(whole.Refusal, chunks.Refusal, "chunks are refused differently");
        if (whole.Refusal is ContentProgress.NeedMore)
        {
            Must.BeEqual(whole.Content, chunks.Content, "chunks give another content");
            Must.BeCleanLines(System.Text.Encoding.Latin1.GetBytes(whole.Content));
            Must.Hold(whole.Content.Length == 0 || whole.Content.EndsWith("\r\n", StringComparison.Ordinal),
                "the last line has no end");
        }

        return Must.Shape((int)ends, (int)whole.Refusal, Must.Rough(message.Length), Must.Rough(whole.Content.Length),
            input[1] % 5);
    }

    private static (ContentProgress Refusal, string Content) Read(ReadOnlySpan<byte> message, int chunk, int piece, LineEnds ends)
    {
        var reader = new ChunkReader(100_000, 60, ends);
        var content = new ArrayBufferWriter<byte>();
        var refusal = ContentProgress.NeedMore;
        var at = 0;
        do
        {
            var size = Math.Min(chunk, message.Length - at);
            reader.Begin(new(size, IsLast: at + size == message.Length));
            var end = at + size;
            var progress = ContentProgress.NeedMore;
            while (progress is not (ContentProgress.EndOfChunk or ContentProgress.EndOfData))
            {
                // What follows the chunk is always offered, and must never be taken.
                var offered = Math.Min(piece, message.Length - at);
                progress = reader.Read(message.Slice(at, offered), content, out var consumed);
                at += consumed;
                Must.Hold(at <= end, "the chunk's end was passed");
                Must.Hold(progress is not ContentProgress.NeedMore || at < end, "the chunk does not end");
                if (progress is ContentProgress.NeedMore or ContentProgress.EndOfChunk or ContentProgress.EndOfData) continue;
                Must.BeEqual(ContentProgress.NeedMore, refusal, "a second refusal");
                refusal = progress;
            }

            Must.BeEqual(end, at, "the chunk was not swallowed to its end");
        }
        while (at < message.Length);

        return (refusal, Must.Text(content.WrittenSpan));
    }
}
