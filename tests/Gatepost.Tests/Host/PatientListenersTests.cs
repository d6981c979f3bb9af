using System.Net;
using System.Net.Sockets;
using Gatepost.Host.Serving;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatepost.Tests.Host;

public sealed class PatientListenersTests
{
    [Fact]
    public async Task Who_is_turned_away_is_reset_and_never_becomes_a_connection()
    {
        IPAddress unwanted = IPAddress.Parse("127.0.0.2"), welcome = IPAddress.Parse("127.0.0.3");
        using var listeners = new PatientListeners(
            Options.Create(new SocketTransportOptions()), TimeProvider.System, NullLoggerFactory.Instance);
        var endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        listeners.TurnAway(endpoint, unwanted.Equals);
        await using var listener = await listeners.BindAsync(endpoint, TestContext.Current.CancellationToken);

        using var first = await ConnectAsync(unwanted, listener.EndPoint);
        using var second = await ConnectAsync(welcome, listener.EndPoint);
        await using var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(welcome, ((IPEndPoint)connection!.RemoteEndPoint!).Address);
        var reset = await Assert.ThrowsAsync<SocketException>(
            async () => await first.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    private static async Task<Socket> ConnectAsync(IPAddress from, EndPoint to)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Bind(new IPEndPoint(from, 0));
        await client.ConnectAsync(to, TestContext.Current.CancellationToken);
        return client;
    }
}
