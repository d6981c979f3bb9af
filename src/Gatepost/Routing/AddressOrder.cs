using System.Net;
using System.Net.Sockets;

namespace Gatepost.Routing;

/// <summary>In which order the addresses of one host are tried.</summary>
internal static class AddressOrder
{
    /// <summary>
    /// The families by turns, IPv6 first, and each family in the order in which the DNS gave it: a family that is broken at
    /// either end costs one attempt, not all of them.
    /// </summary>
    public static IReadOnlyList<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        IPAddress[] six = [.. addresses.Where(a => a.AddressFamily is AddressFamily.InterNetworkV6)];
        IPAddress[] four = [.. addresses.Where(a => a.AddressFamily is AddressFamily.InterNetwork)];
        var order = new List<IPAddress>(Math.Min(addresses.Count, RouteLimits.AddressesPerHost));
        for (var i = 0; i < Math.Max(six.Length, four.Length); i++)
        {
            if (i < six.Length) order.Add(six[i]);
            if (i < four.Length) order.Add(four[i]);
        }

        return order.Count > RouteLimits.AddressesPerHost ? order[..RouteLimits.AddressesPerHost] : order;
    }
}
