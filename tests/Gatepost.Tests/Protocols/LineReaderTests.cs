using System.Buffers;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_are_cut_at_CRLF_and_the_rest_stays() =>
        Assert.Equal(["Line:EHLO a", "Line:", "Line:QUIT"], Read(new LineReader(100), "EHLO a\r\n\r\nQUIT\r\nNOO"));

    [Theory]
    [InlineData("NOOP\nQUIT\r\n", "BareLf")]
    [InlineData("NOOP\rQUIT\r\n", "BareCr")]
    [InlineData("NOOP\r\r\n", "BareCr")]
    [InlineData("\n", "BareLf")]
    [Trait("Statement", "SMTP-01")]
    public void A_lone_CR_or_LF_ends_no_command(string wire, string progress)
    {
        Assert.Equal(progress, Read(new LineReader(100), wire)[0]);
        Assert.Equal(progress, Read(new LineReader(100), wire, piece: 1)[0]);
    }

    [Fact]
    public void A_line_above_the_maximum_is_swallowed_to_its_end_and_the_next_one_is_read() =>
        Assert.Equal(["TooLong:", "Line:NOOP"], Read(new LineReader(10), new string('x', 9) + "\r\nNOOP\r\n"));

    [Fact]
    public void A_line_of_the_maximum_is_read() =>
        Assert.Equal(["Line:12345678"], Read(new LineReader(10), "12345678\r\n", piece: 1));

    [Fact]
    public void While_a_line_is_swallowed_nothing_of_it_is_held()
    {
        var reader = new LineReader(10);
        var octets = new ReadOnlySequence<byte>(Octets.Of(new string('x', 5000)));
        Assert.Equal(LineProgress.NeedMore, reader.Read(ref octets, out _));
        Assert.True(octets.IsEmpty);
    }

    [Fact]
    public void A_line_with_a_NUL_is_swallowed_and_told() =>
        Assert.Equal(["Nul:", "Line:NOOP"], Read(new LineReader(100), "EHLO\0a\r\nNOOP\r\n", piece: 3));

    [Fact]
    public void Normalized_lone_CR_and_LF_end_lines() =>
        Assert.Equal(["Line:a", "Line:b", "Line:c", "Line:"], Read(new LineReader(100, LineEnds.Normalized), "a\nb\rc\r\n\r\n"));

    [Fact]
    public void Pieces_and_segments_of_any_size_give_what_the_whole_gives() =>
        Gen.Select(Gen.Frequency((3, Gen.Const("\r\n")), (1, Gen.Const("\r")), (1, Gen.Const("\n")), (1, Gen.Const("\0")),
                (8, Gen.Const("x")), (2, Gen.Const("abcdefg"))).Array[0, 30].Select(string.Concat),
            Gen.Int[1, 6], Gen.Int[1, 6], Gen.Enum<LineEnds>()).Sample(static (wire, piece, segment, ends) =>
            {
                var whole = Read(new LineReader(12, ends), wire);
                Assert.Equal(whole, Read(new LineReader(12, ends), wire, piece));
                Assert.Equal(whole, Read(new LineReader(12, ends), wire, segment: segment));
            });

    [Fact]
    public void No_line_ever_holds_CR_LF_or_NUL() =>
        Gen.Char["\r\n\0ab"].Array[0, 30].Select(static c => new string(c)).Sample(static wire =>
        {
            foreach (var line in Read(new LineReader(12), wire)) Assert.Equal(-1, line.AsSpan().IndexOfAny('\r', '\n', '\0'));
        });

    /// <summary>What the reader says until it needs more, "Line:" with its text. A lone CR or LF ends it, as it ends a
    /// session.</summary>
    private static List<string> Read(LineReader reader, string wire, int piece = int.MaxValue, int segment = int.MaxValue)
    {
        var said = new List<string>();
        var waiting = Array.Empty<byte>();
        for (var at = 0; at < wire.Length;)
        {
            var next = Octets.Of(wire.Substring(at, Math.Min(piece, wire.Length - at)));
            at += next.Length;
            var octets = Octets.InPieces(waiting.Concat(next).ToArray(), segment);
            while (true)
            {
                var progress = reader.Read(ref octets, out var line);
                if (progress is LineProgress.NeedMore) break;
                var isFatal = progress is LineProgress.BareCr or LineProgress.BareLf;
                said.Add(isFatal ? $"{progress}" : $"{progress}:{Octets.Text(line)}");
                if (isFatal) return said;
            }

            waiting = octets.ToArray();
        }

        return said;
    }
}
