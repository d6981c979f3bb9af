using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Dns;

public class DnsClientResolverTests
{
    private const string Zones = """
        signed.test   MX    10 mx.signed.test  secure
        signed.test   MX    20 mx2.signed.test secure
        mx.signed.test A    192.0.2.1          secure
        mx.signed.test AAAA 2001:db8::1        secure
        plain.test    MX    10 MX.Plain.Test
        half.test     A     192.0.2.2
        half.test     AAAA  servfail
        broken.test   ANY   servfail
        silent.test   ANY   timeout
        empty.test    TXT   nodata
        text.test     TXT   v=STSv1;~ id=~1;    secure
        text.test     TXT   second             secure
        other.test    CNAME text.test
        null.test     MX    0 .
        alias.test    CNAME hop.test           secure
        hop.test      CNAME mx.signed.test
        loop.test     CNAME pool.test
        pool.test     CNAME loop.test
        1.2.0.192.in-addr.arpa PTR mx.signed.test
        """;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    private DnsClientResolver ResolverFor(params IPEndPoint[] resolvers) => new(
        new FixedConfig(new()
        {
            Hostname = "gate.test",
            DataDirectory = "/nowhere",
            Dns = new() { Resolvers = resolvers, Timeout = TimeSpan.FromMilliseconds(200), Tries = 1 },
        }),
        _time, new DnsMetrics(new TestMeters()), NullLogger<DnsClientResolver>.Instance);

    private static string Show<T>(DnsAnswer<T> answer) =>
        $"{answer.Outcome} {answer.Security} {answer.CanonicalName}: {string.Join(", ", answer.Records)}";

    [Theory]
    [Trait("Statement", "STS-01")]
    [Trait("Statement", "STS-03")]
    [InlineData("text.test", "Found Secure text.test: v=STSv1; id=1;, second")]
    [InlineData("other.test", "Found Insecure text.test: v=STSv1; id=1;, second")]
    [InlineData("empty.test", "NoData Insecure empty.test: ")]
    [InlineData("broken.test", "ServFail Insecure broken.test: ")]
    [InlineData("silent.test", "Timeout Insecure silent.test: ")]
    [InlineData("a..b.test", "NxDomain Insecure a..b.test: ")]
    public async Task The_strings_of_one_TXT_record_are_put_together_and_records_are_not(string name, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await ResolverFor(server.Endpoint).FindTextAsync(name, CancellationToken.None)));
    }

    [Theory]
    [InlineData("signed.test",
        "Found Secure signed.test: MxRecord { Preference = 10, Host = mx.signed.test }, MxRecord { Preference = 20, Host = mx2.signed.test }")]
    [InlineData("plain.test", "Found Insecure plain.test: MxRecord { Preference = 10, Host = mx.plain.test }")]
    [InlineData("null.test", "Found Insecure null.test: MxRecord { Preference = 0, Host =  }")]
    [InlineData("gone.test", "NxDomain Secure gone.test: ")]
    [InlineData("broken.test", "ServFail Insecure broken.test: ")]
    [InlineData("silent.test", "Timeout Insecure silent.test: ")]
    [InlineData("empty.test", "NoData Secure empty.test: ")]
    [InlineData("loop.test", "ServFail Insecure loop.test: ")]
    [InlineData("a..b.test", "NxDomain Insecure a..b.test: ")]
    public async Task MX_questions_end_as_values(string domain, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await ResolverFor(server.Endpoint).FindMxAsync(domain, CancellationToken.None)));
    }

    [Theory]
    [InlineData("mx.signed.test", "Found Secure mx.signed.test: 2001:db8::1, 192.0.2.1")]
    [InlineData("half.test", "Found Insecure half.test: 192.0.2.2")]
    [InlineData("gone.test", "NxDomain Secure gone.test: ")]
    [InlineData("plain.test", "NoData Secure plain.test: ")]
    [InlineData("broken.test", "ServFail Insecure broken.test: ")]
    [InlineData("alias.test", "Found Insecure mx.signed.test: 2001:db8::1, 192.0.2.1")]
    [InlineData("192.0.2.99", "Found Secure 192.0.2.99: 192.0.2.99")]
    [InlineData("2001:db8::99", "Found Secure 2001:db8::99: 2001:db8::99")]
    [InlineData("localhost", "Found Secure localhost: ::1, 127.0.0.1")]
    public async Task Both_families_are_asked_and_an_insecure_alias_taints_the_answer(string host, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await ResolverFor(server.Endpoint).FindAddressesAsync(host, CancellationToken.None)));
    }

    [Fact]
    public async Task An_alias_that_the_resolver_did_not_follow_is_followed_by_us()
    {
        await using var server = new ZoneServer(Zones, followsAliases: false);

        var answer = await ResolverFor(server.Endpoint).FindAddressesAsync("alias.test", CancellationToken.None);

        Assert.Equal("Found Insecure mx.signed.test: 2001:db8::1, 192.0.2.1", Show(answer));
        Assert.Contains("mx.signed.test A", server.Questions);
    }

    [Fact]
    public async Task The_names_of_an_address_are_found()
    {
        await using var server = new ZoneServer(Zones);

        var answer = await ResolverFor(server.Endpoint).FindNamesAsync(IPAddress.Parse("192.0.2.1"), CancellationToken.None);

        Assert.Equal(["mx.signed.test"], answer.Records);
    }

    [Fact]
    public async Task The_second_resolver_serves_when_the_first_is_silent()
    {
        await using var dead = new ZoneServer("plain.test ANY timeout");
        await using var alive = new ZoneServer(Zones);

        var answer = await ResolverFor(dead.Endpoint, alive.Endpoint).FindMxAsync("plain.test", CancellationToken.None);

        Assert.Equal(DnsOutcome.Found, answer.Outcome);
    }

    [Fact]
    public async Task Answers_are_kept_for_their_time_to_live_and_errors_are_not_kept()
    {
        await using var server = new ZoneServer(Zones);
        var resolver = ResolverFor(server.Endpoint);

        await resolver.FindMxAsync("plain.test", CancellationToken.None);
        await resolver.FindMxAsync("plain.test", CancellationToken.None);
        Assert.Single(server.Questions);
        _time.Advance(TimeSpan.FromSeconds(61));
        await resolver.FindMxAsync("plain.test", CancellationToken.None);
        Assert.Equal(2, server.Questions.Count);
        await resolver.FindMxAsync("broken.test", CancellationToken.None);
        await resolver.FindMxAsync("broken.test", CancellationToken.None);
        Assert.Equal(2, server.Questions.Count(q => q == "broken.test MX"));
    }

    [Fact]
    public async Task Garbage_for_an_answer_is_a_value_too()
    {
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var asking = ResolverFor((IPEndPoint)socket.LocalEndPoint!).FindMxAsync("plain.test", CancellationToken.None);
        var buffer = new byte[512];
        var got = await socket.ReceiveFromAsync(buffer, System.Net.Sockets.SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), CancellationToken.None);
        // The right id, one answer promised, and octets that are no record.
        byte[] garbage = [buffer[0], buffer[1], 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0, 0xC0, 0xFF, 0xFF];
        await socket.SendToAsync(garbage, System.Net.Sockets.SocketFlags.None, got.RemoteEndPoint, CancellationToken.None);

        Assert.True((await asking).IsError);
    }
}
