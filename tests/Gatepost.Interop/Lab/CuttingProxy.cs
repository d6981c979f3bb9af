using System.Net;
using System.Net.Sockets;

namespace Gatepost.Interop.Lab;

/// <summary>
/// Stands between a client and a server, and resets its first connection after so many octets of one direction; the next ones pass
/// whole.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly bool _cutsClient;
    private readonly long _after;
    private bool _hasCut;

    /// <param name="address">Where it listens, at a port of its own.</param>
    /// <param name="target">Where it leads.</param>
    /// <param name="cutsClient">Whether what the client says is counted, or what the server says.</param>
    /// <param name="after">How many octets pass.</param>
    public CuttingProxy(string address, IPEndPoint target, bool cutsClient, long after)
    {
        (_target, _cutsClient, _after) = (target, cutsClient, after);
        _listener = new TcpListener(IPAddress.Parse(address), 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The octets that the client, and those that the server, said on the first connection.</summary>
    public long ClientOctets { get; private set; }

    public long ServerOctets { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var isFirst = !_hasCut;
        _hasCut = true;
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            // A reset, not an end: what is under way is lost too.
            client.LingerState = server.LingerState = new LingerOption(isFirst, 0);
            try
            {
                await server.ConnectAsync(_target);
                var limit = isFirst ? _after : long.MaxValue;
                var up = PumpAsync(client, server, _cutsClient ? limit : long.MaxValue, n => ClientOctets += isFirst ? n : 0);
                var down = PumpAsync(server, client, _cutsClient ? long.MaxValue : limit, n => ServerOctets += isFirst ? n : 0);
                await await Task.WhenAny(up, down);
            }
            catch (SocketException)
            {
                // One of both went away.
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, long limit, Action<int> count)
    {
        var buffer = new byte[16 * 1024];
        while (limit > 0)
        {
            var length = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit)));
            if (length == 0) return;
            await to.SendAsync(buffer.AsMemory(0, length));
            count(length);
            limit -= length;
        }
    }
}
