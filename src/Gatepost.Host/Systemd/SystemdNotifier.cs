using System.Net.Sockets;
using System.Text;

namespace Gatepost.Host.Systemd;

/// <summary>
/// Tells systemd how the service fares: one datagram of KEY=VALUE lines to the socket that it names in NOTIFY_SOCKET
/// (sd_notify(3), <c>Type=notify</c>). Without systemd it does nothing.
/// </summary>
internal sealed class SystemdNotifier(string? socketPath)
{
    public static SystemdNotifier OfProcess() => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    public void Reloading() => Send("RELOADING=1");

    public void Stopping() => Send("STOPPING=1\nSTATUS=Finishing sessions and attempts");

    private void Send(string state)
    {
        if (string.IsNullOrEmpty(socketPath)) return;

        // A path that begins with @ is in the abstract namespace, which the system spells with a NUL.
        var endPoint = new UnixDomainSocketEndPoint(socketPath[0] == '@' ? '\0' + socketPath[1..] : socketPath);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), endPoint);
        }
        catch (SocketException)
        {
            // Nobody listens: the service runs all the same.
        }
    }
}
