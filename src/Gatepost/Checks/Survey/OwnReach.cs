using System.Net;
using System.Net.Sockets;

namespace Gatepost.Checks.Survey;

/// <summary>Where we can get to at all: a host must not be blamed for an IPv6 that we do not have.</summary>
internal static class OwnReach
{
    private const int Discard = 9;

    /// <summary>Whether there is a way to an address, as far as this machine's own tables tell. Nothing is sent.</summary>
    public static bool HasRoute(IPAddress address)
    {
        try
        {
            // A datagram socket that is connected only chooses its route.
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, Discard);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
