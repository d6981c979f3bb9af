using System.Text;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Protocols.TlsProbe;

public sealed class ClientHelloTests
{
    private static readonly byte[] Chance = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private static readonly ClientHelloOffer Offer = new()
    {
        Highest = TlsVersion.Tls12,
        CipherSuites = [0xC02F, 0x002F],
        Groups = [TlsGroup.X25519, TlsGroup.Secp256r1],
        Signatures = [SignatureScheme.RsaSha256],
        ServerName = "mx.example",
        Random = Chance,
    };

    [Fact]
    public void A_greeting_of_TLS_1_2_is_laid_out_as_the_standard_draws_it()
    {
        var hello = new HelloView(ClientHello.Write(Offer));
        Assert.Equal((22, 0x0301, 1, 0x0303), (hello.ContentType, hello.RecordVersion, hello.MessageType, hello.Version));
        Assert.Equal(Chance, hello.Random);
        Assert.Empty(hello.SessionId);
        Assert.Equal([0xC02F, 0x002F, 0x00FF], hello.Suites);
        Assert.Equal([0], hello.Compression);
        Assert.Equal([0, 10, 11, 13, 23, 35], hello.Extensions.Keys.Order());
        Assert.Equal([0, 13, 0, 0, 10, .. Encoding.ASCII.GetBytes("mx.example")], hello.Extensions[0]);
        Assert.Equal([0, 4, 0, 29, 0, 23], hello.Extensions[10]);
        Assert.Equal([0, 2, 4, 1], hello.Extensions[13]);
    }

    [Theory]
    [InlineData(TlsVersion.Tls10, 0x0301)]
    [InlineData(TlsVersion.Tls11, 0x0302)]
    [InlineData(TlsVersion.Tls13, 0x0303)]
    public void Each_version_stands_in_its_field_and_TLS_1_3_hides(TlsVersion version, int expected)
    {
        var hello = new HelloView(ClientHello.Write(Offer with { Lowest = version, Highest = version }));
        Assert.Equal(expected, hello.Version);
        Assert.Equal(version is TlsVersion.Tls13, hello.Extensions.ContainsKey(43));
        Assert.Equal(version is TlsVersion.Tls13, hello.Extensions.ContainsKey(13));
    }

    [Fact]
    public void SSL_3_has_no_extensions_and_its_own_number_in_the_record()
    {
        var hello = new HelloView(ClientHello.Write(Offer with { Highest = TlsVersion.Ssl3 }));
        Assert.Equal((0x0300, 0x0300), (hello.RecordVersion, hello.Version));
        Assert.Empty(hello.Extensions);
    }

    [Fact]
    public void TLS_1_3_lists_the_versions_between_lowest_and_highest_and_may_bring_no_key_share()
    {
        var hello = new HelloView(ClientHello.Write(Offer with { Lowest = TlsVersion.Tls11, Highest = TlsVersion.Tls13 }));
        Assert.Equal([6, 3, 4, 3, 3, 3, 2], hello.Extensions[43]);
        Assert.Equal([0, 0], hello.Extensions[51]);
        Assert.Equal([1, 1], hello.Extensions[45]);
    }

    [Fact]
    public void A_key_share_bears_its_group()
    {
        var hello = new HelloView(ClientHello.Write(Offer with
        {
            Highest = TlsVersion.Tls13,
            KeyShares = [new(TlsGroup.Secp256r1, [4, 5, 6])],
        }));
        Assert.Equal([0, 7, 0, 23, 0, 3, 4, 5, 6], hello.Extensions[51]);
    }

    [Theory]
    [InlineData(RenegotiationSignal.None, false, null)]
    [InlineData(RenegotiationSignal.Scsv, true, null)]
    [InlineData(RenegotiationSignal.Extension, false, "00")]
    public void Secure_renegotiation_is_signalled_in_the_way_that_is_asked_for(
        RenegotiationSignal signal, bool hasSuite, string? extension)
    {
        var hello = new HelloView(ClientHello.Write(Offer with { Renegotiation = signal }));
        Assert.Equal(hasSuite, hello.Suites.Contains(0x00FF));
        Assert.Equal(extension, hello.Extensions.TryGetValue(0xFF01, out var content) ? Convert.ToHexString(content) : null);
    }

    [Fact]
    public void A_renegotiation_bears_the_verify_data_and_no_false_suite()
    {
        var hello = new HelloView(ClientHello.Write(Offer with { VerifyData = new byte[] { 7, 8 } }));
        Assert.DoesNotContain(0x00FF, hello.Suites);
        Assert.Equal([2, 7, 8], hello.Extensions[0xFF01]);
    }

    [Fact]
    public void Traits_add_what_they_say()
    {
        var bare = new HelloView(ClientHello.Write(Offer with { Traits = ClientHelloTraits.None }));
        Assert.DoesNotContain(23, bare.Extensions.Keys);
        Assert.DoesNotContain(35, bare.Extensions.Keys);
        var all = new HelloView(ClientHello.Write(Offer with
        {
            Traits = ClientHelloTraits.Usual | ClientHelloTraits.Fallback | ClientHelloTraits.Compression,
        }));
        Assert.Contains(0x5600, all.Suites);
        Assert.Equal([1, 0], all.Compression);
    }

    [Fact]
    public void The_greeting_of_SSL_2_is_laid_out_as_Netscape_drew_it()
    {
        var hello = Ssl2Hello.Write(Chance.AsSpan(0, 16));
        Assert.Equal("802E0100020015000000100100800200800300800400800500800600400700C0" + Convert.ToHexString(Chance, 0, 16),
            Convert.ToHexString(hello));
    }
}
