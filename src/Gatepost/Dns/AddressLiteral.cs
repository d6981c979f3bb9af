using System.Net;
using System.Net.Sockets;

namespace Gatepost.Dns;

/// <summary>Hosts whose address stands in their name, so that nobody needs to be asked.</summary>
internal static class AddressLiteral
{
    private static readonly IPAddress[] Loopback = [IPAddress.IPv6Loopback, IPAddress.Loopback];

    /// <summary>Four decimal octets, or IPv6; nothing that only the oldest C libraries took for an address (<c>1</c>,
    /// <c>0x7f.1</c>).</summary>
    public static bool TryParse(string host, out IPAddress address)
    {
        if (!IPAddress.TryParse(host, out address!)) return false;
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? !host.StartsWith('[')
            : host.AsSpan().Count('.') == 3 && address.ToString() == host;
    }

    /// <summary>The name localhost and those below it are never asked of the DNS (RFC 6761 §6.3).</summary>
    public static bool IsLocalhost(string host) => host is "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The addresses of a host that needs no look-up, or null.</summary>
    public static IReadOnlyList<IPAddress>? Find(string host) =>
        TryParse(host, out var address) ? [address] : IsLocalhost(host) ? Loopback : null;
}
