using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gatepost.Tests.Inbound;

/// <summary>The receiver on the real server, over real sockets.</summary>
public class KestrelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_message_comes_in_over_either_family_of_addresses(string address)
    {
        await using var gate = new TestGate();
        await using var server = await StartAsync(gate, IPAddress.Parse(address));
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        await SendAsync(stream, "EHLO client.example\r\n");
        await SendAsync(stream, "MAIL FROM:<a@client.example>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\n");
        await SendAsync(stream, "Subject: x\r\n\r\nhi\r\n.\r\nQUIT\r\n");
        var all = await ReadAllAsync(stream);

        Assert.StartsWith("220 ", all, StringComparison.Ordinal);
        Assert.EndsWith("221 2.0.0 gate.example closes the connection, goodbye\r\n", all, StringComparison.Ordinal);
        var message = Assert.Single(gate.Spool.Messages)[0];
        Assert.Equal(IPAddress.Parse(address), message.Origin.Address);
    }

    [Fact]
    public async Task When_the_server_stops_an_idle_session_gets_421_and_one_within_content_finishes_its_message()
    {
        await using var gate = new TestGate();
        await using var server = await StartAsync(gate, IPAddress.Loopback);
        using var idle = await ConnectAsync(server);
        using var busy = await ConnectAsync(server);
        await ReadUntilAsync(idle.GetStream(), "220 ");
        var stream = busy.GetStream();
        await SendAsync(stream, "EHLO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\n");
        await ReadUntilAsync(stream, "354 ");
        await SendAsync(stream, "Subject: x\r\n");

        var stopping = server.StopAsync();
        Assert.Contains("421 4.3.2", await ReadUntilAsync(idle.GetStream(), "421 "), StringComparison.Ordinal);
        idle.Close();
        await SendAsync(stream, "\r\nthe rest\r\n.\r\n");
        var rest = await ReadUntilAsync(stream, "421 ");
        busy.Close();
        await stopping.WaitAsync(Patience);

        Assert.Contains("250 2.0.0 Queued", rest, StringComparison.Ordinal);
        Assert.Single(gate.Spool.Messages);
        Assert.Equal(0, gate.Listeners.OpenSessions);
    }

    [Fact]
    public async Task A_client_that_still_sends_when_it_is_refused_can_read_why()
    {
        await using var gate = new TestGate();
        await using var server = await StartAsync(gate, IPAddress.Loopback);
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        await SendAsync(stream, "EHLO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\n");
        await ReadUntilAsync(stream, "354 ");
        await SendAsync(stream, "a lone\nLF\r\n");
        for (var i = 0; i < 200; i++) await SendAsync(stream, new string('x', 998) + "\r\n");

        Assert.Contains("521 5.5.2", await ReadUntilAsync(stream, "521 "), StringComparison.Ordinal);
        client.Close();
        Assert.Empty(gate.Spool.Messages);
    }

    [Fact]
    public async Task A_megabyte_that_drips_through_small_buffers_arrives_as_it_was()
    {
        await using var gate = new TestGate();
        await using var server = await StartAsync(gate, IPAddress.Loopback);
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        var body = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"line {i} of a body\r\n.dot {i} goes on\r\n"));
        var stuffed = body.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await SendAsync(stream, "EHLO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<user@ours.example>\r\nDATA\r\n");
        await SendAsync(stream, "Subject: x\r\n\r\n" + stuffed + ".\r\nQUIT\r\n");
        await ReadAllAsync(stream);

        Assert.Equal("Subject: x\r\n\r\n" + body, Fakes.FakeSpool.TextOf(Assert.Single(gate.Spool.Messages)[0]));
    }

    private static async Task<WebApplication> StartAsync(TestGate gate, IPAddress address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var receiver = gate.Listeners.Receiver(TestGate.Mx);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(address, 0, options => options.Run(connection => receiver(connection))));
        var server = builder.Build();
        await server.StartAsync();
        return server;
    }

    private static async Task<TcpClient> ConnectAsync(WebApplication server)
    {
        var url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var uri = new Uri(url);
        var address = IPAddress.Parse(uri.Host.Trim('[', ']'));
        var client = new TcpClient(address.AddressFamily) { NoDelay = true };
        await client.ConnectAsync(address, uri.Port).WaitAsync(Patience);
        return client;
    }

    private static async Task SendAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> ReadAllAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>Reads until a line begins so; ends with all that was read.</summary>
    private static async Task<string> ReadUntilAsync(NetworkStream stream, string start)
    {
        var all = new StringBuilder();
        var octet = new byte[1];
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await stream.ReadAsync(octet, patience.Token) == 0) Assert.Fail($"closed before {start}: {all}");
            all.Append((char)octet[0]);
            var text = all.ToString();
            var line = text.TrimEnd('\n').LastIndexOf('\n') + 1;
            if (text.EndsWith('\n') && text.AsSpan(line).StartsWith(start)) return text;
        }
    }
}
