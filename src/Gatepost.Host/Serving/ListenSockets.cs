using System.Net;
using System.Net.Sockets;

namespace Gatepost.Host.Serving;

/// <summary>
/// Makes the sockets that listen. <c>[::]</c> takes IPv4 too, unless another listener has the same port there; where the system
/// has no IPv6 it stands for all of IPv4.
/// </summary>
internal sealed class ListenSockets(IReadOnlyCollection<IPEndPoint> all)
{
    public Socket Create(EndPoint endPoint)
    {
        if (endPoint is not IPEndPoint ip)
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            local.Bind(endPoint);
            return local;
        }

        if (!Socket.OSSupportsIPv6 && ip.Address.Equals(IPAddress.IPv6Any)) ip = new IPEndPoint(IPAddress.Any, ip.Port);
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (ip.AddressFamily is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = ip.Address.Equals(IPAddress.IPv6Any) && !HasIPv4(ip.Port);
            }

            socket.Bind(ip);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            // Kestrel names the address only where it is taken.
            if (fault.SocketErrorCode is SocketError.AddressAlreadyInUse) throw;
            throw new IOException($"{ip}: {fault.Message}", fault);
        }
    }

    private bool HasIPv4(int port) =>
        port != 0 && all.Any(other => other.AddressFamily is AddressFamily.InterNetwork && other.Port == port);
}
