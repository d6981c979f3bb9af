using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class DotStufferTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData("a.\r\n.b\r\n..c\r\n", "a.\r\n..b\r\n...c\r\n.\r\n")]
    [InlineData("a\r\n\r\n.\r\n", "a\r\n\r\n..\r\n.\r\n")]
    public void Lines_that_begin_with_a_dot_get_another_and_the_end_comes_once(string content, string wire)
    {
        foreach (var piece in (int[])[1, 2, 100]) Assert.Equal(wire, Stuff(content, piece));
    }

    [Theory]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r.\r\n")]
    [InlineData("a\r")]
    [InlineData("a\r\r\n")]
    [InlineData("a\0b\r\n")]
    [InlineData("\n")]
    [Trait("Statement", "SMTP-01")]
    [Trait("Advisory", "CVE-2023-51764")]
    [Trait("Advisory", "CVE-2023-51765")]
    [Trait("Advisory", "CVE-2023-51766")]
    public void A_lone_CR_or_LF_or_a_NUL_is_never_sent(string content)
    {
        foreach (var piece in (int[])[1, 100]) Assert.Throws<InvalidDataException>(() => Stuff(content, piece));
    }

    [Fact]
    public void After_the_end_it_serves_the_next_message()
    {
        var wire = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer();
        stuffer.Write("a"u8, wire);
        stuffer.Finish(wire);
        stuffer.Write(".b\r\n"u8, wire);
        stuffer.Finish(wire);
        Assert.Equal("a\r\n.\r\n..b\r\n.\r\n", Octets.Text(wire.WrittenSpan));
    }

    private static string Stuff(string content, int piece)
    {
        var wire = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer();
        for (var at = 0; at < content.Length; at += piece)
            stuffer.Write(Octets.Of(content.Substring(at, Math.Min(piece, content.Length - at))), wire);
        stuffer.Finish(wire);
        return Octets.Text(wire.WrittenSpan);
    }
}
