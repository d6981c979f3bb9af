using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class ContentReaderTests
{
    [Fact]
    public void The_line_with_a_single_dot_ends_the_data_and_what_follows_is_left() =>
        Assert.Equal(new(ContentProgress.EndOfData, "a\r\nb\r\n", 9), ContentRun.Of("a\r\nb\r\n.\r\nQUIT\r\n"));

    [Fact]
    public void The_first_line_may_be_the_dot() => Assert.Equal(new(ContentProgress.EndOfData, "", 3), ContentRun.Of(".\r\n"));

    [Fact]
    public void The_dot_of_transparency_is_taken_away_and_no_other() =>
        Assert.Equal("..\r\n.a\r\na.\r\n.", ContentRun.Of("...\r\n..a\r\na.\r\n..\r\n.\r\n").Content.TrimEnd());

    [Theory]
    [InlineData("text\n.\r\n", ContentProgress.BareLf)]
    [InlineData("text\n.\n", ContentProgress.BareLf)]
    [InlineData("text\r\n.\n", ContentProgress.BareLf)]
    [InlineData("text\r.\r", ContentProgress.BareCr)]
    [InlineData("text\r\n.\r\r\n", ContentProgress.BareCr)]
    [InlineData("text\r\r\n.\r\n", ContentProgress.BareCr)]
    [InlineData("text\r\n.\rx", ContentProgress.BareCr)]
    [InlineData("text\r\n\0.\r\n", ContentProgress.Nul)]
    [InlineData("text\r\n.\0\r\n", ContentProgress.Nul)]
    [InlineData("text\r\n.\r\0\n", ContentProgress.BareCr)]
    [InlineData("text\r\0\n.\r\n", ContentProgress.BareCr)]
    [Trait("Statement", "SMTP-01")]
    public void Nothing_that_only_looks_like_the_end_ends_the_data(string wire, ContentProgress refusal)
    {
        Assert.Equal(refusal, ContentRun.Of(wire).Progress);
        Assert.Equal(refusal, ContentRun.Of(new ContentReader(1000), Octets.Of(wire), piece: 1).Progress);
    }

    [Theory]
    [InlineData("\n.\n")]
    [InlineData("\n.\r\n")]
    public void CVE_2023_51764_a_lone_LF_before_the_dot_does_not_end_the_data(string end) => AssertSmugglesNothing(end);

    [Theory]
    [InlineData("\r.\r\n")]
    [InlineData("\r.\r")]
    [InlineData("\r\n.\r")]
    public void CVE_2023_51765_a_lone_CR_around_the_dot_does_not_end_the_data(string end) => AssertSmugglesNothing(end);

    [Theory]
    [InlineData("\r\n.\n")]
    [InlineData("\n\n.\r\n")]
    public void CVE_2023_51766_a_dot_and_a_lone_LF_does_not_end_the_data(string end) => AssertSmugglesNothing(end);

    [Fact]
    public void CVE_2023_52354_a_bare_LF_dot_CRLF_is_refused_rather_than_passed_on() =>
        Assert.DoesNotContain('\n', ContentRun.Of("a\n.\r\nMAIL FROM:<x@example.org>\r\n").Content);

    [Theory]
    [InlineData("a\0b\r\n", ContentProgress.Nul)]
    [InlineData("a\nb\r\n", ContentProgress.BareLf)]
    [InlineData("a\rb\r\n", ContentProgress.BareCr)]
    public void After_a_refusal_the_rest_is_swallowed_to_the_true_end_and_nothing_of_it_is_kept(
        string bad, ContentProgress refusal)
    {
        var reader = new ContentReader(1000);
        var wire = Octets.Of(bad + "more\r\n.x\n.\r\n\r\n.\r\nQUIT\r\n");
        var first = ContentRun.Of(reader, wire);
        var rest = ContentRun.Of(reader, wire[first.Consumed..]);

        Assert.Equal(refusal, first.Progress);
        Assert.Equal(ContentProgress.EndOfData, rest.Progress);
        Assert.Equal("", rest.Content);
        Assert.Equal("QUIT\r\n", Octets.Text(wire.AsSpan(first.Consumed + rest.Consumed)));
    }

    [Fact]
    [Trait("Statement", "SMTP-07")]
    public void Over_the_size_limit_it_reads_on_to_the_end_and_keeps_nothing_more()
    {
        var reader = new ContentReader(sizeLimit: 6);
        var run = ContentRun.Of(reader, Octets.Of("1234\r\n5\r\n.\r\nNOOP\r\n"), piece: 1);

        Assert.Equal(ContentProgress.EndOfData, run.Progress);
        Assert.True(reader.IsTooLarge);
        Assert.Equal("1234\r\n", run.Content);
        Assert.Equal(9, reader.Length);
    }

    [Fact]
    public void A_message_of_exactly_the_limit_is_not_too_large()
    {
        var reader = new ContentReader(sizeLimit: 6);
        ContentRun.Of(reader, Octets.Of("..234\r\n.\r\n"));
        Assert.Equal(6, reader.Length);
        Assert.False(reader.IsTooLarge);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_line_above_the_limit_is_refused_and_one_of_it_is_not(int octets, bool refused)
    {
        var wire = Octets.Of("ok\r\n" + new string('x', octets - 2) + "\r\n.\r\n");
        foreach (var piece in (int[])[1, 3, 100])
        {
            var progress = ContentRun.Of(new ContentReader(1000, maxLineLength: 10), wire, piece).Progress;
            Assert.Equal(refused ? ContentProgress.LineTooLong : ContentProgress.EndOfData, progress);
        }
    }

    [Fact]
    public void The_dot_of_transparency_does_not_count_for_the_length_of_its_line() => // RFC 5321 §4.5.3.1.6
        Assert.Equal(ContentProgress.EndOfData,
            ContentRun.Of(new ContentReader(1000, maxLineLength: 6), Octets.Of("..234\r\n.\r\n")).Progress);

    [Fact]
    public void Eight_bit_data_is_noticed_wherever_it_stands()
    {
        var reader = new ContentReader(1000);
        ContentRun.Of(reader, Octets.Of("ab\r\nc\r\n.\r\n"));
        Assert.False(reader.HasEightBitData);

        var other = new ContentReader(1000);
        ContentRun.Of(other, Octets.Of("ab\r\ncd\xE9\r\n.\r\n"), piece: 1);
        Assert.True(other.HasEightBitData);
    }

    [Theory]
    [InlineData("a\nb\n.\nQUIT", "a\r\nb\r\n")]
    [InlineData("a\rb\r.\rQUIT", "a\r\nb\r\n")]
    [InlineData("a\r\nb\n.\r\nQUIT", "a\r\nb\r\n")]
    [InlineData("a\r\rb\n\n.\r\nQUIT", "a\r\n\r\nb\r\n\r\n")]
    [InlineData("a\n..b\n.\nQUIT", "a\r\n.b\r\n")]
    public void Normalized_every_lone_CR_or_LF_is_a_line_end_before_anything_else_looks(string wire, string content)
    {
        foreach (var piece in (int[])[1, 2, 100])
        {
            var run = ContentRun.Of(new ContentReader(1000, lineEnds: LineEnds.Normalized), Octets.Of(wire), piece);
            Assert.Equal(ContentProgress.EndOfData, run.Progress);
            Assert.Equal(content, run.Content);
            Assert.Equal("QUIT", wire[run.Consumed..]);
        }
    }

    private static void AssertSmugglesNothing(string end)
    {
        const string Smuggled = "MAIL FROM:<smuggled@example.org>\r\n";
        var run = ContentRun.Of("Subject: first\r\n\r\ntext" + end + Smuggled + "\r\n.\r\n");
        Assert.True(run.Progress is ContentProgress.BareCr or ContentProgress.BareLf, run.Progress.ToString());
        Assert.DoesNotContain("smuggled", run.Content, StringComparison.Ordinal);
    }
}
