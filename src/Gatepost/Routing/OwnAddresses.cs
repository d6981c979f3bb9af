using System.Net;
using System.Net.NetworkInformation;
using Gatepost.Configuration;
using Gatepost.Diagnostics;

namespace Gatepost.Routing;

/// <summary>By which names and addresses we are known in mail (RFC 5321 §5.1), so that it does not loop.</summary>
internal sealed class OwnAddresses
{
    // Interfaces come and go; asking the system costs a millisecond.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyCollection<IPAddress>> _interfaces;
    private volatile Seen? _seen;

    public OwnAddresses(TimeProvider time) : this(time, FindInterfaces) { }

    internal OwnAddresses(TimeProvider time, Func<IReadOnlyCollection<IPAddress>> interfaces) =>
        (_time, _interfaces) = (time, interfaces);

    /// <summary>Whether we call ourselves so.</summary>
    public static bool IsOurName(GatepostConfig config, string host) =>
        string.Equals(config.Hostname, host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of our listeners answers there.</summary>
    public bool AreOurs(GatepostConfig config, IReadOnlyList<IPAddress> addresses, int port)
    {
        foreach (var listener in config.Listeners)
            foreach (var endpoint in listener.Addresses)
                if (endpoint.Port == port && addresses.Any(address => Answers(endpoint.Address, address)))
                    return true;
        return false;
    }

    private bool Answers(IPAddress listening, IPAddress address)
    {
        var known = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (listening.Equals(known)) return true;
        // A socket on :: takes IPv4 as well.
        var takesAll = listening.Equals(IPAddress.IPv6Any)
            || (listening.Equals(IPAddress.Any) && known.AddressFamily == listening.AddressFamily);
        return takesAll && (IPAddress.IsLoopback(known) || known.Equals(IPAddress.Any) || known.Equals(IPAddress.IPv6Any)
            || Interfaces().Contains(known));
    }

    private IReadOnlyCollection<IPAddress> Interfaces()
    {
        var now = _time.GetSteadyTime();
        if (_seen is { } seen && seen.Until > now) return seen.Addresses;
        var fresh = new Seen(_interfaces(), now + Life);
        _seen = fresh;
        return fresh.Addresses;
    }

    /// <summary>The addresses of this machine.</summary>
    internal static HashSet<IPAddress> FindInterfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => a.Address)];
        }
        catch (NetworkInformationException)
        {
            // A sandbox may forbid the question. Our host name, and the Received count, still stop loops.
            return [];
        }
    }

    private sealed record Seen(IReadOnlyCollection<IPAddress> Addresses, DateTimeOffset Until);
}
