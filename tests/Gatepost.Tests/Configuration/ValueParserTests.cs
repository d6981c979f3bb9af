using System.Net;
using System.Net.Sockets;
using CsCheck;
using Gatepost.Configuration;
using Gatepost.Configuration.Values;

namespace Gatepost.Tests.Configuration;

public sealed class ValueParserTests
{
    private static readonly Gen<string> Rubbish =
        Gen.Char["0123456789.:[]*/-_ kKMGiBdhmsw+xé\0sha256"].Array[0, 30].Select(static chars => new string(chars));

    private static readonly string[] Pieces =
    [
        "[queue]\n", "[[listener]]\n", "lifetime = ", "\"5d\"", "retry = [", "]", "{", "}", "a.b = 1\n", "[a.b]\n", "\n",
            "# x\n", "'''",
        "\"\"\"", "=", "1979-05-27",
    ];

    [Theory]
    [InlineData("0", 0)]
    [InlineData("65536", 65536)]
    [InlineData("10KiB", 10240)]
    [InlineData("50 MiB", 52428800)]
    [InlineData("50mb", 52428800)]
    [InlineData("1 G", 1073741824)]
    [InlineData("2TiB", 2199023255552)]
    [InlineData("12 B", 12)]
    public void A_size_counts_by_1024(string text, long octets) => Assert.Equal(octets, SizeText.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1.5 MiB")]
    [InlineData("1 PiB")]
    [InlineData("1 KiBB")]
    [InlineData("999999999999999 TiB")]
    [InlineData("99999999999999999999")]
    public void What_is_no_size_is_refused(string text) => Assert.False(SizeText.Parse(text).IsGood);

    [Fact]
    public void A_size_survives_writing_and_reading() =>
        Gen.Long[0, 1L << 50].Sample(static octets => SizeText.Parse(SizeText.Format(octets)).Value == octets, iter: 2000);

    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1h 30m", 5_400_000)]
    [InlineData("5 d", 432_000_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("250ms", 250)]
    [InlineData("1s500ms", 1500)]
    [InlineData("0s", 0)]
    public void A_duration_has_units(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5x")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("m")]
    [InlineData("5 minutes")]
    [InlineData("40000d")]
    [InlineData("999999999999w")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.Parse(text).IsGood);

    [Fact]
    public void A_duration_survives_writing_and_reading() =>
        Gen.Long[0, 36_500L * 86_400_000].Select(static milliseconds => TimeSpan.FromMilliseconds(milliseconds))
            .Sample(static time => DurationText.Parse(DurationText.Format(time)).Value == time, iter: 2000);

    [Theory]
    [InlineData("mail.internal", "mail.internal", 25)]
    [InlineData("Mail.Internal.:26", "mail.internal", 26)]
    [InlineData("192.0.2.1:25", "192.0.2.1", 25)]
    [InlineData("[2001:db8::1]:26", "2001:db8::1", 26)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 25)]
    [InlineData("2001:db8::1", "2001:db8::1", 25)]
    [InlineData("bücher.example", "xn--bcher-kva.example", 25)]
    public void A_server_is_a_name_or_an_address_with_or_without_a_port(string text, string host, int port) =>
        Assert.Equal(new HostPort(host, port), HostPortText.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData(":25")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:smtp")]
    [InlineData("host:")]
    [InlineData("ho st:25")]
    [InlineData("10.0.0.300:25")]
    [InlineData("010.0.0.1:25")]
    [InlineData("[host]:25")]
    [InlineData("[2001:db8::1:25")]
    [InlineData("-host:25")]
    public void What_is_no_server_is_refused(string text) => Assert.False(HostPortText.Parse(text).IsGood);

    [Fact]
    public void A_server_survives_writing_and_reading() =>
        Gen.Select(Gen.OneOf(
                Gen.Byte.Array[4].Select(static octets => new IPAddress(octets).ToString()),
                Gen.Byte.Array[16].Select(static octets => new IPAddress(octets).ToString()),
                Gen.Char['a', 'z'].Array[1, 20].Select(static chars => new string(chars) + ".example")), Gen.Int[1, 65535])
            .Sample(static (host, port) => HostPortText.Parse(new HostPort(host, port).ToString())
                .Value == new HostPort(host, port), iter: 2000);

    [Fact]
    public void An_address_survives_writing_and_reading() =>
        Gen.Select(Gen.Byte.Array[4].Select(static octets => new IPAddress(octets)), Gen.Int[0, 65535])
            .Select(static (address, port) => new IPEndPoint(address, port))
            .Sample(static endpoint => EndpointText.Parse(endpoint.ToString(), null).Value.Equals(endpoint), iter: 2000);

    [Fact]
    public void The_star_is_all_addresses_of_both_families() =>
        Assert.Equal(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 25),
            EndpointText.Parse("*:25", null).Value);

    [Fact]
    public void A_network_holds_the_address_it_was_made_of() =>
        Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 32]).Sample(static (octets, prefix) =>
        {
            var address = new IPAddress(octets);
            var parsed = NetworkText.Parse($"{address}/{prefix}");
            if (parsed.IsGood) return parsed.Value.Contains(address);
            var suggested = parsed.Complaint!.Split(' ')[^1];
            return NetworkText.Parse(suggested).Value.Contains(address);
        }, iter: 2000);

    [Theory]
    [InlineData("sha256:", PinKind.Certificate)]
    [InlineData("cert-sha256:", PinKind.Certificate)]
    [InlineData("spki-sha256:", PinKind.PublicKey)]
    public void A_pin_is_hex_with_or_without_colons_or_base64(string prefix, PinKind kind) => Gen.Byte.Array[32].Sample(digest =>
    {
        var expected = new CertificatePin(kind, Convert.ToHexStringLower(digest));
        var hex = Convert.ToHexString(digest);
        var colons = string.Join(':', hex.Chunk(2).Select(static pair => new string(pair)));
        return PinText.Parse(prefix + hex).Value == expected
            && PinText.Parse(prefix + colons).Value == expected
            && PinText.Parse(prefix + Convert.ToBase64String(digest)).Value == expected
            && PinText.Parse(expected.ToString()).Value == expected;
    }, iter: 200);

    [Theory]
    [InlineData("sha256:aabb")]
    [InlineData("sha1:aabbccddeeff00112233445566778899aabbccdd")]
    [InlineData("aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899")]
    [InlineData("sha256:aabbccddeeff00112233445566778899aabbccddeeff0011223344556677889900")]
    public void What_is_no_pin_is_refused(string text) => Assert.False(PinText.Parse(text).IsGood);

    [Fact]
    public void No_parser_ever_throws() => Rubbish.Sample(static text =>
    {
        _ = SizeText.Parse(text);
        _ = DurationText.Parse(text);
        _ = HostPortText.Parse(text);
        _ = EndpointText.Parse(text, 25);
        _ = EndpointText.Parse(text, null);
        _ = NetworkText.Parse(text);
        _ = PinText.Parse(text);
        _ = HostNameText.ParseDomain(text);
    }, iter: 5000);

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.OneOf(Rubbish, Gen.Int[0, Pieces.Length - 1].Select(static piece => Pieces[piece]))
            .Array[0, 12].Select(static parts => string.Concat(parts))
            .Sample(static text => Assert.NotNull(ConfigText.Read(text)), iter: 3000);
}
