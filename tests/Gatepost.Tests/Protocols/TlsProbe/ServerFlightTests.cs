using System.Text;
using CsCheck;
using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Protocols.TlsProbe;

public sealed class ServerFlightTests
{
    private const string Page = "tests/Gatepost.Tests/Protocols/TlsProbe/Captures/read.txt";

    public static TheoryData<string> Captures => [.. CaptureFile.All.Select(static capture => capture.Name)];

    [Fact]
    public void What_real_servers_answered_is_read_as_the_page_says()
    {
        Assert.True(CaptureFile.All.Count >= 20);
        Golden.Check(Page, string.Concat(CaptureFile.All.Select(static capture =>
            $"{capture.Name}: {capture.Origin}\n{Read(capture.Octets)}\n")));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Pieces_of_any_size_give_what_the_whole_gives(string name)
    {
        var octets = CaptureFile.Named(name).Octets;
        var whole = Read(octets);
        Gen.Int[1, 40].Sample(size => Assert.Equal(whole, Read(octets, size)), iter: 20);
    }

    // In TLS 1.3 more follows behind what is in the clear.
    public static TheoryData<string> WholeAnswers =>
        [.. CaptureFile.All.Where(static capture => Fed(capture.Octets) is { IsComplete: true, Hello.Version: < TlsVersion.Tls13 })
            .Select(static capture => capture.Name)];

    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public void An_answer_that_is_cut_off_is_never_complete(string name)
    {
        var octets = CaptureFile.Named(name).Octets;
        Gen.Int[0, octets.Length - 1].Sample(
            length => Assert.EndsWith("not complete\n", Read(octets[..length]), StringComparison.Ordinal), iter: 50);
    }

    [Theory]
    [InlineData("220 mx.example ESMTP\r\n", WireTrouble.NotTls)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", WireTrouble.NotTls)]
    [InlineData("\x16\x03\x03\xFF\xFF", WireTrouble.TooLong)]
    [InlineData("\x16\x02\x00\x00\x01\x00", WireTrouble.NotTls)]
    [InlineData("\x17\x03\x03\x00\x01\x00", WireTrouble.Malformed)]
    [InlineData("\x14\x03\x03\x00\x01\x01", WireTrouble.Malformed)]
    [InlineData("\x15\x03\x03\x00\x01\x02", WireTrouble.Malformed)]
    [InlineData("\x16\x03\x03\x00\x00", WireTrouble.Malformed)]
    [InlineData("\x16\x03\x03\x00\x04\x02\xFF\xFF\xFF", WireTrouble.TooLong)]
    [InlineData("\x16\x03\x03\x00\x06\x02\x00\x00\x02\x03\x03", WireTrouble.Malformed)]
    [InlineData("\x16\x03\x03\x00\x04\x0E\x00\x00\x00", WireTrouble.Malformed)] // ServerHelloDone before ServerHello
    public void What_is_no_answer_is_told_from_one_that_is_not_whole(string octets, WireTrouble expected) =>
        Assert.Equal(expected, Fed(Encoding.Latin1.GetBytes(octets)).Trouble);

    [Fact]
    public void A_second_ServerHello_is_malformed()
    {
        var hello = CaptureFile.Named("openssl-tls12-ecdsa").Octets;
        var record = hello[..(5 + (hello[3] << 8) + hello[4])];
        Assert.Equal(WireTrouble.Malformed, Fed([.. record, .. record]).Trouble);
    }

    [Fact]
    public void An_extension_that_comes_twice_is_malformed()
    {
        var hello = Hello([0, 23, 0, 0, 0, 23, 0, 0]);
        Assert.Equal(WireTrouble.Malformed, Fed(hello).Trouble);
        Assert.True(Fed(Hello([0, 23, 0, 0])).Hello!.HasExtendedMasterSecret);
    }

    [Fact]
    public void More_than_an_answer_may_hold_ends_the_reading()
    {
        var flight = Fed(Hello([]));
        // A message of a type that nobody knows, in record after record.
        byte[] record = [22, 3, 3, 0x10, 0x04, 99, 0, 0x10, 0, .. new byte[4096]];
        for (var i = 0; i < 100 && !flight.IsOver; i++) flight.Feed(record);
        Assert.Equal(WireTrouble.TooLong, flight.Trouble);
    }

    private static byte[] Hello(byte[] extensions)
    {
        byte[] body = [3, 3, .. new byte[32], 0, 0xC0, 0x2F, 0, 0, (byte)extensions.Length, .. extensions];
        return [22, 3, 3, 0, (byte)(body.Length + 4), 2, 0, 0, (byte)body.Length, .. body];
    }

    private static string Read(byte[] octets, int piece = int.MaxValue) => FlightText.Of(Fed(octets, piece), CipherSuites.KindOf);

    private static ServerFlight Fed(byte[] octets, int piece = int.MaxValue)
    {
        var flight = new ServerFlight();
        foreach (var part in octets.Chunk(Math.Min(piece, octets.Length + 1))) flight.Feed(part);
        return flight;
    }
}
