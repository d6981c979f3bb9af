using System.Buffers;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class ChunkReaderTests
{
    private readonly ArrayBufferWriter<byte> _content = new();

    private string Content => Octets.Text(_content.WrittenSpan);

    [Fact]
    public void A_message_of_several_chunks_is_put_together_and_what_follows_is_left()
    {
        var reader = new ChunkReader(1000);
        Assert.Equal((ContentProgress.EndOfChunk, 4), Take(reader, 4, false, "a\r\n."));
        Assert.Equal((ContentProgress.EndOfData, 5), Take(reader, 5, true, "\r\nb\r\nQUIT\r\n"));
        Assert.Equal("a\r\n.\r\nb\r\n", Content);
        Assert.Equal(9, reader.Length);
    }

    [Fact]
    public void Dots_are_content_and_end_nothing()
    {
        Assert.Equal((ContentProgress.EndOfData, 8), Take(new ChunkReader(1000), 8, true, "a\r\n.\r\n.."));
        Assert.Equal("a\r\n.\r\n..\r\n", Content);
    }

    [Fact]
    public void A_CRLF_may_lie_across_two_chunks()
    {
        var reader = new ChunkReader(1000);
        Assert.Equal((ContentProgress.EndOfChunk, 2), Take(reader, 2, false, "a\r"));
        Assert.Equal((ContentProgress.EndOfData, 1), Take(reader, 1, true, "\n"));
        Assert.Equal("a\r\n", Content);
    }

    [Fact]
    public void BDAT_0_LAST_ends_the_message()
    {
        var reader = new ChunkReader(1000);
        Take(reader, 3, false, "a\r\n");
        Assert.Equal((ContentProgress.EndOfData, 0), Take(reader, 0, true, "QUIT\r\n"));
        Assert.Equal("a\r\n", Content);
    }

    [Fact]
    public void A_message_of_nothing_is_empty()
    {
        Assert.Equal((ContentProgress.EndOfData, 0), Take(new ChunkReader(1000), 0, true, ""));
        Assert.Equal("", Content);
    }

    [Theory]
    [InlineData("a\nb\r\n", ContentProgress.BareLf)]
    [InlineData("a\rb\r\n", ContentProgress.BareCr)]
    [InlineData("abcd\r", ContentProgress.BareCr)]
    [InlineData("a\0b\r\n", ContentProgress.Nul)]
    [InlineData("\n.\r\n\r", ContentProgress.BareLf)]
    [Trait("Statement", "SMTP-01")]
    public void Lines_are_judged_as_strictly_as_after_DATA(string chunk, ContentProgress refusal) =>
        Assert.Equal(refusal, Take(new ChunkReader(1000), chunk.Length, true, chunk).Progress);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [Trait("Statement", "SMTP-09")]
    public void A_refused_chunk_is_swallowed_to_its_end_and_nothing_of_it_is_kept(int piece)
    {
        var reader = new ChunkReader(1000);
        reader.Begin(new(10, IsLast: false));
        var wire = Octets.Of("ab\ncd\r\nefgNOOP\r\n");
        var at = 0;
        var seen = new List<ContentProgress>();
        while (seen is not [.., ContentProgress.EndOfChunk])
        {
            var progress = reader.Read(wire.AsSpan(at, Math.Min(piece, wire.Length - at)), _content, out var consumed);
            if (progress is not ContentProgress.NeedMore) seen.Add(progress);
            at += consumed;
        }

        Assert.Equal([ContentProgress.BareLf, ContentProgress.EndOfChunk], seen);
        Assert.Equal("NOOP\r\n", Octets.Text(wire.AsSpan(at)));
        Assert.True(reader.IsRefused);
    }

    [Fact]
    [Trait("Statement", "SMTP-09")]
    public void A_chunk_that_is_answered_with_an_error_is_swallowed_too()
    {
        var reader = new ChunkReader(1000);
        reader.Refuse();
        Assert.Equal((ContentProgress.EndOfChunk, 6), Take(reader, 6, false, "\n\0\r.\r\nMAIL"));
        Assert.Equal("", Content);
    }

    [Fact]
    public void Over_the_size_limit_the_chunks_are_swallowed_and_nothing_more_is_kept()
    {
        var reader = new ChunkReader(sizeLimit: 4);
        Take(reader, 4, false, "ab\r\n");
        Assert.Equal((ContentProgress.EndOfData, 4), Take(reader, 4, true, "cd\r\nX"));
        Assert.True(reader.IsTooLarge);
        Assert.Equal("ab\r\n", Content);
    }

    [Fact]
    public void A_line_above_the_limit_is_refused() =>
        Assert.Equal(ContentProgress.LineTooLong, Take(new ChunkReader(1000, maxLineLength: 10), 9, true, "123456789").Progress);

    [Fact]
    public void The_length_of_each_line_is_its_own() => Assert.Equal(
        ContentProgress.EndOfData, Take(new ChunkReader(1000, maxLineLength: 5), 15, true, "abc\r\nabc\r\nabc\r\n").Progress);

    [Fact]
    public void A_chunk_whose_last_octet_is_refused_has_ended()
    {
        var reader = new ChunkReader(1000);
        Assert.Equal((ContentProgress.Nul, 2), Take(reader, 2, true, "a\0QUIT"));
        Assert.Equal(ContentProgress.EndOfData, reader.Read([], _content, out _));
        Assert.False(reader.IsInChunk);
    }

    [Fact]
    public void A_last_line_without_its_CRLF_gets_it()
    {
        Assert.Equal((ContentProgress.EndOfData, 3), Take(new ChunkReader(1000), 3, true, "abc"));
        Assert.Equal("abc\r\n", Content);
    }

    [Fact]
    public void Normalized_a_lone_CR_or_LF_is_a_line_end_and_the_sizes_count_the_wire()
    {
        var reader = new ChunkReader(1000, lineEnds: LineEnds.Normalized);
        Assert.Equal((ContentProgress.EndOfChunk, 4), Take(reader, 4, false, "a\nb\r"));
        Assert.Equal((ContentProgress.EndOfData, 4), Take(reader, 4, true, "c\n\r\nQ"));
        Assert.Equal("a\r\nb\r\nc\r\n\r\n", Content);
    }

    [Fact]
    public void Two_chunks_at_once_are_our_own_fault()
    {
        var reader = new ChunkReader(1000);
        reader.Begin(new(1, false));
        Assert.Throws<InvalidOperationException>(() => reader.Begin(new(1, false)));
    }

    [Fact]
    public void What_a_chunk_holds_is_what_DATA_would_have_held() =>
        Gen.OneOf(Gen.Const("\r\n"), Gen.Const("."), Gen.Const("x"), Gen.Const("\n"), Gen.Const("\r"), Gen.Const("\0"))
            .Array[0, 20].Select(string.Concat).Sample(static text =>
            {
                var content = new ArrayBufferWriter<byte>();
                var chunks = new ChunkReader(1000);
                chunks.Begin(new(text.Length, IsLast: true));
                var byBdat = chunks.Read(Octets.Of(text), content, out _);

                var dots = text.StartsWith('.') ? "." + text : text;
                var byData = ContentRun.Of(dots.Replace("\r\n.", "\r\n..", StringComparison.Ordinal)
                    + (text.Length == 0 || text.EndsWith("\r\n", StringComparison.Ordinal) ? "" : "\r\n") + ".\r\n");
                Assert.Equal(byData.Progress, byBdat);
                if (byBdat is ContentProgress.EndOfData) Assert.Equal(byData.Content, Octets.Text(content.WrittenSpan));
            });

    private (ContentProgress Progress, int Consumed) Take(ChunkReader reader, long size, bool isLast, string wire)
    {
        reader.Begin(new(size, isLast));
        var progress = reader.Read(Octets.Of(wire), _content, out var consumed);
        return (progress, consumed);
    }
}
