using System.Net;
using System.Net.Sockets;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Tells addresses of the internet from those that lead into our own house. A stranger's DNS names the host from which a policy
/// is fetched, and must not make us knock at doors that only we can reach.
/// </summary>
internal static class PublicAddress
{
    // RFC 6890 and its successors, as far as connections to them can reach a machine of ours.
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    // Each holds an IPv4 address, which counts instead: NAT64 (RFC 6052 §2.1) and 6to4 (RFC 3056 §2).
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
        [(IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2)];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
        {
            foreach (var (network, offset) in Carriers)
                if (network.Contains(address)) return Is(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
        }

        return !Inside.Any(network => network.Contains(address));
    }
}
