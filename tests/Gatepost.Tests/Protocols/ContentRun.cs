using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

/// <summary>What a content reader makes of a stream that comes in pieces.</summary>
internal sealed record ContentRun(ContentProgress Progress, string Content, int Consumed)
{
    public static ContentRun Of(ContentReader reader, byte[] wire, int piece = int.MaxValue)
    {
        var content = new ArrayBufferWriter<byte>();
        var at = 0;
        var progress = ContentProgress.NeedMore;
        while (progress is ContentProgress.NeedMore && at < wire.Length)
        {
            // What is not consumed is offered again with the next piece, as a pipe does it.
            progress = reader.Read(wire.AsSpan(at, Math.Min(piece, wire.Length - at)), content, out var consumed);
            at += consumed;
        }

        return new(progress, Octets.Text(content.WrittenSpan), at);
    }

    public static ContentRun Of(string wire, LineEnds ends = LineEnds.Strict) =>
        Of(new ContentReader(1_000_000, lineEnds: ends), Octets.Of(wire));
}
