using System.Net;
using System.Net.Sockets;

namespace Gatepost.Host.Demo;

/// <summary>
/// Ports of loopback on which nobody listens, each handed out once. They lie below the range from which systems take the ports of
/// outgoing connections: one that the system chose itself could be gone again before it is used.
/// </summary>
internal static class FreePorts
{
    private const int First = 15_000, Count = 15_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>The next one.</summary>
    /// <exception cref="IOException">All are taken.</exception>
    public static int Take()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port)) return port;
        }

        throw new IOException(
            $"Each of the ports {First} to {First + Count - 1} of 127.0.0.1 is taken; end some of the programs there");
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
