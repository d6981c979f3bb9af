using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Gatepost.Configuration;
using Gatepost.Host.Serving;

namespace Gatepost.Host.Doctor;

/// <summary>Looks at the addresses at which we listen, or want to. Where nobody has one, it is had for a moment, and nobody is
/// let in.</summary>
internal static class PortExam
{
    public static IReadOnlyList<PortFacts> Run(GatepostConfig config, ServerFacts server)
    {
        var wanted = config.Listeners
            .SelectMany(static listener => listener.Addresses.Select(address => (listener.Name, EndPoint: address)))
            .Concat(config.Admin.Listen is { } admin ? [("admin", admin)] : [])
            .Where(static one => one.EndPoint.Port != 0).ToList();
        var heard = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        var sockets = new ListenSockets([.. wanted.Select(static one => one.EndPoint)]);
        return [.. wanted.Select(one => Look(new(one.Name, one.EndPoint, PortState.Free), server, heard, sockets))];
    }

    private static PortFacts Look(PortFacts port, ServerFacts server, IPEndPoint[] heard, ListenSockets sockets)
    {
        var isHeard = heard.Any(other => other.Port == port.EndPoint.Port && Overlap(other.Address, port.EndPoint.Address));
        if (!isHeard) return server.Runs ? port with { State = PortState.Unheard } : Try(port, sockets);
        var holder = OperatingSystem.IsLinux() ? ProcFiles.Listener(port.EndPoint) : null;
        // Of another user's processes we may not see who has what.
        if (server.Runs && (holder is null || server.Process is null || holder.Value.Process == server.Process))
            return port with { State = PortState.Ours };
        return Taken(port, holder);
    }

    private static PortFacts Try(PortFacts port, ListenSockets sockets)
    {
        try
        {
            using var socket = sockets.Create(port.EndPoint);
            return port;
        }
        catch (SocketException)
        {
            return Taken(port, null); // ListenSockets passes on this one alone as it is
        }
        catch (IOException fault)
        {
            return fault.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied }
                ? port with { State = PortState.Denied, Words = fault.Message }
                : port with { State = PortState.Elsewhere, Words = fault.Message };
        }
    }

    private static PortFacts Taken(PortFacts port, (int Process, string Name)? holder) => port with
    {
        State = PortState.Taken,
        Words = holder is { } who ? $"{who.Name}, process {who.Process}"
            : "by whom cannot be seen from here; as root, \"ss -ltnp\" tells",
    };

    /// <summary>Whether who listens at the one may get what is meant for the other.</summary>
    public static bool Overlap(IPAddress one, IPAddress other) =>
        IsAny(one) || IsAny(other) || one.Equals(other);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
