using System.Net;
using System.Net.Sockets;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Delivery;

/// <summary>A peer that follows a script, on a loopback port of its own.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    public ScriptedPeer(PeerScript script, IPEndPoint? address = null)
    {
        _listener = new(address ?? new(IPAddress.Loopback, 0));
        _listener.Start();
        Address = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(script);
    }

    public IPEndPoint Address { get; }

    /// <summary>The connections, in their order.</summary>
    public Heard<PeerSession> Sessions { get; } = new();

    public List<byte[]> Stored => [.. Sessions.SelectMany(session => session.Stored)];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var session in Sessions) session.Socket.Dispose();
    }

    private async Task AcceptAsync(PeerScript script)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                var session = new PeerSession(socket, script);
                Sessions.Add(session);
                _ = session.RunAsync();
            }
        }
        catch (Exception fault) when (fault is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }
}
