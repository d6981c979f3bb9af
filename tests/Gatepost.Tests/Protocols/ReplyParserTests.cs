using System.Buffers;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class ReplyParserTests
{
    [Theory]
    [InlineData("250 2.1.5 ok\r\n", 250, "2.1.5", "ok")]
    [InlineData("250 ok\r\n", 250, null, "ok")]
    [InlineData("250\r\n", 250, null, "")]
    [InlineData("250 \r\n", 250, null, "")]
    [InlineData("250 ok\n", 250, null, "ok")]
    [InlineData("250 2.0.0\r\n", 250, "2.0.0", "")]
    [InlineData("550 2.0.0 no\r\n", 550, null, "2.0.0 no")]
    [InlineData("550 5.7 no\r\n", 550, null, "5.7 no")]
    [InlineData("550 5.7.1: no\r\n", 550, null, "5.7.1: no")]
    [InlineData("550 5.7.1000 no\r\n", 550, null, "5.7.1000 no")]
    [InlineData("421 4.4.2  two blanks\r\n", 421, "4.4.2", " two blanks")]
    [InlineData("550-5.7.1 a\r\n550 5.7.1 b\r\n", 550, "5.7.1", "a|b")]
    [InlineData("550-5.7.1 a\r\n550 b\r\n", 550, "5.7.1", "a|b")]
    [InlineData("250-a\n250-\r\n250\r\n", 250, null, "a||")]
    [InlineData("220 gr\xC3\xBC\xC3\x9F\r\n", 220, null, "grüß")]
    public void Replies_as_peers_write_them_are_read(string wire, int code, string? enhanced, string lines)
    {
        var octets = new ReadOnlySequence<byte>(Octets.Of(wire));
        Assert.Equal(ReplyProgress.Reply, new ReplyParser().Read(ref octets, out var reply));
        Assert.Equal((code, enhanced, lines), (reply!.Code, reply.Enhanced?.ToString(), string.Join('|', reply.Lines)));
        Assert.True(octets.IsEmpty);
    }

    [Theory]
    [InlineData("hello\r\n", ReplyProgress.Malformed)]
    [InlineData("\r\n", ReplyProgress.Malformed)]
    [InlineData("25\r\n", ReplyProgress.Malformed)]
    [InlineData("2500 ok\r\n", ReplyProgress.Malformed)]
    [InlineData("150 ok\r\n", ReplyProgress.Malformed)]
    [InlineData("650 ok\r\n", ReplyProgress.Malformed)]
    [InlineData("2x0 ok\r\n", ReplyProgress.Malformed)]
    [InlineData("250\tok\r\n", ReplyProgress.Malformed)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", ReplyProgress.Malformed)]
    [InlineData("250-a\r\n550 b\r\n", ReplyProgress.CodesDiffer)]
    public void What_is_no_reply_is_a_value_too(string wire, ReplyProgress progress)
    {
        var octets = new ReadOnlySequence<byte>(Octets.Of(wire));
        Assert.Equal(progress, new ReplyParser().Read(ref octets, out var reply));
        Assert.Null(reply);
    }

    [Fact]
    [Trait("Statement", "STL-11")]
    public void What_stands_behind_the_reply_is_left_where_it_is()
    {
        var octets = new ReadOnlySequence<byte>(Octets.Of("220 go\r\n250 injected\r\n"));
        new ReplyParser().Read(ref octets, out _);
        Assert.Equal("250 injected\r\n", Octets.Text(octets.ToArray()));
    }

    [Fact]
    public void An_incomplete_line_behind_the_reply_is_left_too()
    {
        var octets = new ReadOnlySequence<byte>(Octets.Of("220 go\r\n250-inj"));
        new ReplyParser().Read(ref octets, out _);
        Assert.Equal("250-inj", Octets.Text(octets.ToArray()));
    }

    [Fact]
    public void A_line_without_end_and_a_reply_without_end_are_given_up()
    {
        var endless = new ReadOnlySequence<byte>(Octets.Of("220 " + new string('x', ReplyParser.MaxLine)));
        Assert.Equal(ReplyProgress.TooLong, new ReplyParser().Read(ref endless, out _));

        var lines = string.Concat(Enumerable.Repeat("220-x\r\n", ReplyParser.MaxLines + 1));
        var many = new ReadOnlySequence<byte>(Octets.Of(lines));
        Assert.Equal(ReplyProgress.TooLong, new ReplyParser().Read(ref many, out _));

        var large = new ReadOnlySequence<byte>(Octets.Of(string.Concat(Enumerable.Repeat($"220-{new string('x', 4000)}\r\n", 3))));
        Assert.Equal(ReplyProgress.TooLong, new ReplyParser().Read(ref large, out _));
    }

    [Fact]
    public void The_length_of_one_reply_does_not_count_for_the_next()
    {
        var parser = new ReplyParser();
        var long4 = new ReadOnlySequence<byte>(Octets.Of(string.Concat(Enumerable.Repeat($"220 {new string('x', 4000)}\r\n", 4))));
        for (var i = 0; i < 4; i++) Assert.Equal(ReplyProgress.Reply, parser.Read(ref long4, out _));
    }

    [Fact]
    public void Pieces_of_any_size_give_what_the_whole_gives() =>
        Gen.Select(Gen.OneOf(Gen.Const("250-"), Gen.Const("250 "), Gen.Const("550 5.7.1 "), Gen.Const("\r\n"), Gen.Const("\n"),
            Gen.Const("x")).Array[0, 20].Select(string.Concat), Gen.Int[1, 5], Gen.Int[1, 5])
            .Sample(static (wire, piece, segment) =>
            {
                Assert.Equal(Read(wire, int.MaxValue, int.MaxValue), Read(wire, piece, segment));
            });

    private static List<string> Read(string wire, int piece, int segment)
    {
        var parser = new ReplyParser();
        var said = new List<string>();
        var waiting = Array.Empty<byte>();
        for (var at = 0; at < wire.Length;)
        {
            var next = Octets.Of(wire.Substring(at, Math.Min(piece, wire.Length - at)));
            at += next.Length;
            var octets = Octets.InPieces(waiting.Concat(next).ToArray(), segment);
            while (parser.Read(ref octets, out var reply) is var progress and not ReplyProgress.NeedMore)
            {
                said.Add(reply?.ToString() ?? progress.ToString());
                if (reply is null) return said;
            }

            waiting = octets.ToArray();
        }

        return said;
    }
}
