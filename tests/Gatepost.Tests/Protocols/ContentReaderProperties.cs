using System.Buffers;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class ContentReaderProperties
{
    // Mostly what matters.
    private static readonly Gen<byte[]> Wire = Gen.Frequency(
        (6, Gen.Const("\r\n")), (3, Gen.Const(".")), (2, Gen.Const("\r\n.\r\n")),
        (1, Gen.Const("\r")), (1, Gen.Const("\n")), (1, Gen.Const("\0")),
        (6, Gen.Const("x")), (2, Gen.Const("text")), (1, Gen.Const("\xE9"))).Array[0, 30].Select(static parts =>
            Octets.Of(string.Concat(parts)));

    private static readonly Gen<byte[]> CleanContent = Gen.OneOf(
        Gen.Const("\r\n"), Gen.Const("."), Gen.Const("x"), Gen.Const("\xE9"), Gen.Const(".\r\n"), Gen.Const("..")).Array[0, 40]
        .Select(static parts => Octets.Of(string.Concat(parts) + "\r\n"));

    [Fact]
    public void A_naive_reading_of_the_standard_agrees() => Wire.Sample(wire =>
    {
        var expected = Naive(wire);
        var run = ContentRun.Of(new ContentReader(long.MaxValue), wire);
        Assert.Equal(expected.Progress, run.Progress);
        if (run.Progress is ContentProgress.EndOfData) Assert.Equal(expected, run);
    }, iter: 2000);

    [Fact]
    public void Pieces_of_any_size_give_what_the_whole_gives() =>
        Gen.Select(Wire, Gen.Int[1, 7], Gen.Enum<LineEnds>(), Gen.Int[5, 30]).Sample((wire, piece, ends, line) =>
        {
            var (one, other) = (new ContentReader(20, line, ends), new ContentReader(20, line, ends));
            var whole = ContentRun.Of(one, wire);
            var pieces = ContentRun.Of(other, wire, piece);
            Assert.Equal(whole.Progress, pieces.Progress);
            if (whole.Progress is not ContentProgress.EndOfData) return;
            Assert.Equal((whole.Consumed, one.Length, one.IsTooLarge), (pieces.Consumed, other.Length, other.IsTooLarge));
            if (!one.IsTooLarge) Assert.Equal((whole.Content, one.HasEightBitData), (pieces.Content, other.HasEightBitData));
        }, iter: 2000);

    [Fact]
    public void Whatever_is_kept_holds_no_lone_CR_no_lone_LF_and_no_NUL() =>
        Gen.Select(Wire, Gen.Enum<LineEnds>()).Sample((wire, ends) =>
    {
        var content = ContentRun.Of(new ContentReader(1000, lineEnds: ends), wire).Content;
        Assert.DoesNotContain('\0', content);
        Assert.DoesNotContain('\n', content.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', content.Replace("\r\n", "", StringComparison.Ordinal));
    });

    [Fact]
    public void What_the_stuffer_writes_the_reader_gives_back() =>
        Gen.Select(CleanContent, Gen.Int[1, 9], Gen.Int[1, 9]).Sample((content, outPiece, inPiece) =>
        {
            var wire = new ArrayBufferWriter<byte>();
            var stuffer = new DotStuffer();
            for (var at = 0; at < content.Length; at += outPiece)
                stuffer.Write(content.AsSpan(at, Math.Min(outPiece, content.Length - at)), wire);
            stuffer.Finish(wire);
            var sent = wire.WrittenCount;
            wire.Write("NOOP\r\n"u8);

            var reader = new ContentReader(long.MaxValue);
            var run = ContentRun.Of(reader, wire.WrittenSpan.ToArray(), inPiece);
            Assert.Equal(new(ContentProgress.EndOfData, Octets.Text(content), sent), run);
            Assert.Equal(content.Length, reader.Length);
            Assert.Equal(content.Any(static octet => octet > 127), reader.HasEightBitData);
        });

    private static ContentRun Naive(byte[] wire)
    {
        var content = "";
        var lineStart = 0;
        for (var i = 0; i < wire.Length; i++)
        {
            if (wire[i] == 0) return new(ContentProgress.Nul, content, i);
            if (wire[i] == '\n') return new(ContentProgress.BareLf, content, i);
            if (wire[i] != '\r') continue;
            if (i + 1 == wire.Length) break;
            if (wire[i + 1] != '\n') return new(ContentProgress.BareCr, content, i);
            var line = Octets.Text(wire.AsSpan(lineStart, i - lineStart));
            if (line == ".") return new(ContentProgress.EndOfData, content, i + 2);
            content += (line.StartsWith('.') ? line[1..] : line) + "\r\n";
            lineStart = ++i + 1;
        }

        return new(ContentProgress.NeedMore, content, wire.Length);
    }
}
