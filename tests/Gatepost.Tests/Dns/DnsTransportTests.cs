using System.Net;
using System.Net.Sockets;
using Gatepost.Dns;
using Gatepost.Protocols.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Dns;

public class DnsTransportTests
{
    private const string Zones = "mx.test A 192.0.2.1 secure\nother.test A 192.0.2.2 secure";

    private static readonly DnsQuestion Question = new("mx.test", DnsType.A);

    [Fact]
    public async Task An_answer_that_comes_from_elsewhere_is_not_the_resolvers() // all that is needed for it is the port and the number
    {
        using var server = Bound(IPAddress.Loopback);
        using var elsewhere = Bound(IPAddress.Parse("127.9.9.9"));
        using var nextDoor = Bound(IPAddress.Loopback); // the resolver's address, another port
        var asking = AskAsync((IPEndPoint)server.LocalEndPoint!);
        var (query, client) = await HearAsync(server);
        var answer = new ZoneQuery(query);
        var forged = answer.Answer(new ZoneResolver("mx.test A 6.6.6.6 secure").Records, new(), 9)!;
        await elsewhere.SendToAsync(forged, client);
        await nextDoor.SendToAsync(forged, client);
        await server.SendToAsync(answer.Answer(new ZoneResolver(Zones).Records, new(), 9)!, client);

        Assert.Equal("192.0.2.1", (await asking).Message?.Answers[0].Address.ToString());
    }

    public static TheoryData<string, Func<byte[], byte[]>> NotTheAnswer => new()
    {
        { "another number", static answer => [(byte)~answer[0], .. answer[1..]] },
        { "another question", static answer => [.. answer[..13], (byte)'x', .. answer[14..]] },
        { "another type", static answer => [.. answer[..22], 28, .. answer[23..]] },
        { "no question", static answer => [.. answer[..4], 0, 0, .. answer[6..12], .. answer[25..]] },
        { "the question itself", static answer => [.. answer[..2], 1, 0, .. answer[4..]] },
        { "too short for a number", static _ => [7] },
        { "nothing", static _ => [] },
    };

    [Theory]
    [MemberData(nameof(NotTheAnswer))]
    public async Task What_does_not_repeat_number_and_question_is_passed_over(string what, Func<byte[], byte[]> other) // RFC 5452 §9.1
    {
        await using var server = new ZoneServer(Zones, new() { SendsBefore = other });

        var exchange = await AskAsync(server.Endpoint);

        Assert.True(exchange.IsAnswered, what);
        Assert.Equal("192.0.2.1", exchange.Message.Answers[0].Address.ToString());
    }

    [Fact]
    public async Task Garbage_with_the_right_number_is_a_failure_at_once()
    {
        await using var server = new ZoneServer(Zones, new() { SendsInstead = static answer => answer[..^2] });

        Assert.Equal(DnsFailure.Malformed, (await AskAsync(server.Endpoint)).Failure);
    }

    [Fact]
    public async Task Who_ends_the_stream_before_the_answer_is_a_failure()
    {
        using var streams = new TcpListener(IPAddress.Loopback, 0);
        streams.Start();
        await using var server = new ZoneServer(
            Zones, new() { MostAnswersOverUdp = 0, HasNoTcp = true }, (IPEndPoint)streams.LocalEndpoint);
        var asking = AskAsync(server.Endpoint);
        using (var client = await streams.AcceptTcpClientAsync())
        {
            await client.GetStream().WriteAsync((byte[])[0, 40, 1, 2, 3]);
        }

        Assert.False((await asking).IsAnswered);
    }

    [Fact]
    public async Task An_answer_that_drips_over_TCP_has_the_time_of_one_answer()
    {
        var time = new FakeTimeProvider();
        using var streams = new TcpListener(IPAddress.Loopback, 0);
        streams.Start();
        await using var server = new ZoneServer(
            Zones, new() { MostAnswersOverUdp = 0, HasNoTcp = true }, (IPEndPoint)streams.LocalEndpoint);
        var asking = new DnsTransport(time).AskAsync(server.Endpoint, Question, TimeSpan.FromSeconds(5));
        using var client = await streams.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync((byte[])[0xFF, 0xFF]);

        for (var octets = 0; octets < 4; octets++)
        {
            await client.GetStream().WriteAsync((byte[])[0]);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DnsFailure.Silent, (await asking).Failure);
    }

    [Fact]
    public async Task Numbers_and_ports_are_not_the_same_twice()
    {
        using var server = Bound(IPAddress.Loopback);
        var seen = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var asking = AskAsync((IPEndPoint)server.LocalEndPoint!);
            var (query, client) = await HearAsync(server);
            seen.Add($"{client} {query[0]} {query[1]}");
            await server.SendToAsync(new ZoneQuery(query).Answer(new ZoneResolver(Zones).Records, new(), 9)!, client);
            Assert.True((await asking).IsAnswered);
        }

        Assert.Equal(20, seen.Count);
    }

    private static Task<DnsExchange> AskAsync(IPEndPoint server) =>
        new DnsTransport(new FakeTimeProvider()).AskAsync(server, Question, TimeSpan.FromSeconds(1));

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private static async Task<(byte[] Query, EndPoint Client)> HearAsync(Socket server)
    {
        var buffer = new byte[512];
        var got = await server.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), CancellationToken.None);
        return (buffer[..got.ReceivedBytes], got.RemoteEndPoint);
    }
}
