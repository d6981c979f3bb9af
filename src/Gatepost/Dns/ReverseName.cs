using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Dns;

/// <summary>Where the DNS keeps the names of an address: <c>1.2.0.192.in-addr.arpa</c> (RFC 1035 §3.5), for IPv6 a label for each
/// half octet (RFC 3596 §2.5).</summary>
internal static class ReverseName
{
    public static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var octets = plain.GetAddressBytes().Reverse();
        return plain.AddressFamily is AddressFamily.InterNetwork
            ? string.Join('.', octets.Select(static octet => octet.ToString(CultureInfo.InvariantCulture))) + ".in-addr.arpa"
            : string.Join('.', octets.SelectMany(static octet => new[] { octet & 0xF, octet >> 4 })
                .Select(static half => half.ToString("x", CultureInfo.InvariantCulture))) + ".ip6.arpa";
    }
}
