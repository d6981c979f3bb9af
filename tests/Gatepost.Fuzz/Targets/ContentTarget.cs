using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>The content reader. The first octet chooses the size of the pieces and the line ends; the rest is the wire.</summary>
internal sealed class ContentTarget : IFuzzTarget
{
    private const int SizeLimit = 200, LineLimit = 60;

    public string Name => "content";

    public IReadOnlyList<string> Words { get; } = ["\r\n", ".", "\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r\r\n", "..",
        "\0", "text", "\xE9"];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var ends = (input[0] & 1) == 0 ? LineEnds.Strict : LineEnds.Normalized;
        var wire = input.AsSpan(1);
        var whole = Read(wire, int.MaxValue, ends);
        var pieces = Read(wire, 1 + (input[0] >> 1) % 9, ends);
        Must.BeEqual(whole.Progress, pieces.Progress, "pieces end differently");
        Must.BeCleanLines(whole.Content);
        if (whole.Progress is ContentProgress.EndOfData) Compare(whole, pieces, wire, ends);
        return Must.Shape((int)ends, (int)whole.Progress, whole.Reader.IsTooLarge ? 1 : 0, whole.Reader.HasEightBitData ? 1 : 0,
            Must.Rough(whole.Content.Length), Must.Rough(wire.Length - whole.Consumed));
    }

    private static void Compare(in Reading whole, in Reading pieces, ReadOnlySpan<byte> wire, LineEnds ends)
    {
        Must.BeEqual(whole.Consumed, pieces.Consumed, "pieces consume differently");
        Must.BeEqual(whole.Reader.Length, pieces.Reader.Length, "pieces count differently");
        if (ends is LineEnds.Strict)
        {
            var end = wire.StartsWith(".\r\n"u8) ? 3 : wire.IndexOf("\r\n.\r\n"u8) + 5;
            Must.BeEqual(end, whole.Consumed, "the data ends where CRLF.CRLF does not stand first");
        }

        if (whole.Reader.IsTooLarge) return;
        Must.Hold(whole.Content.AsSpan().SequenceEqual(pieces.Content), "pieces give another content");
        Must.BeEqual(whole.Reader.Length, whole.Content.Length, "the length is not that of the content");
        Must.BeEqual(whole.Reader.HasEightBitData, whole.Content.Any(static octet => octet > 127), "8-bit data is not told");
        var sent = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer();
        stuffer.Write(whole.Content, sent);
        stuffer.Finish(sent);
        var again = Read(sent.WrittenSpan, int.MaxValue, LineEnds.Strict);
        Must.BeEqual(ContentProgress.EndOfData, again.Progress, "what was stuffed is not read");
        Must.BeEqual(sent.WrittenCount, again.Consumed, "what was stuffed ends early");
        Must.Hold(again.Content.AsSpan().SequenceEqual(whole.Content), "what was stuffed is read as something else");
    }

    private static Reading Read(ReadOnlySpan<byte> wire, int piece, LineEnds ends)
    {
        var reader = new ContentReader(SizeLimit, LineLimit, ends);
        var content = new ArrayBufferWriter<byte>();
        var at = 0;
        var progress = ContentProgress.NeedMore;
        while (progress is ContentProgress.NeedMore && at < wire.Length)
        {
            progress = reader.Read(wire.Slice(at, Math.Min(piece, wire.Length - at)), content, out var consumed);
            at += consumed;
        }

        return new(progress, content.WrittenSpan.ToArray(), at, reader);
    }

    private readonly record struct Reading(ContentProgress Progress, byte[] Content, int Consumed, ContentReader Reader);
}
