using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Protocols.TlsProbe;

/// <summary>No server of today speaks SSL 2.0: these answers are made by hand, from the drawing.</summary>
public sealed class Ssl2ServerHelloTests
{
    // SERVER-HELLO: no session, X.509, version 2, a certificate of 4, two ciphers, an id of 16.
    private const string Body = "0400010002000400060010" + "AABBCCDD" + "0700C0010080" + "000102030405060708090A0B0C0D0E0F";

    [Theory]
    [InlineData("8025" + Body)]
    [InlineData("002500" + Body)] // with padding: three octets of header
    public void An_answer_is_read_with_its_ciphers(string answer)
    {
        Assert.True(Ssl2ServerHello.TryRead(Convert.FromHexString(answer), out var hello));
        Assert.Equal([0x0700C0, 0x010080], hello!.Ciphers);
        Assert.False(hello.IsError);
    }

    [Fact]
    public void An_answer_that_is_not_whole_may_become_one()
    {
        var octets = Convert.FromHexString("8025" + Body);
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.True(Ssl2ServerHello.TryRead(octets.AsSpan(0, length), out var hello));
            Assert.Null(hello);
        }
    }

    [Fact]
    public void An_error_says_that_SSL_2_is_spoken()
    {
        Assert.True(Ssl2ServerHello.TryRead(Convert.FromHexString("8003000001"), out var hello));
        Assert.True(hello!.IsError);
    }

    [Theory]
    [InlineData("15030300020246")] // an alert of TLS
    [InlineData("160303004A02")] // a record of TLS
    [InlineData("353530206E6F0D0A")] // "550 no"
    [InlineData("800104")]
    [InlineData("8000AA")]
    [InlineData("8025" + "04000100030004000600100AABBCCDD0700C0010080000102030405060708090A0B0C0D0E0F0")] // version 3
    public void Anything_else_says_that_it_is_not(string answer)
    {
        Assert.False(Ssl2ServerHello.TryRead(Convert.FromHexString(answer), out var hello));
        Assert.Null(hello);
    }
}
