using System.Net;
using System.Net.Sockets;

namespace Gatepost.Configuration.Values;

/// <summary>Networks in CIDR form: <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>; an address alone is a network of one.</summary>
internal static class NetworkText
{
    public static Parsed<IPNetwork> Parse(string text)
    {
        var trimmed = text.Trim();
        var slash = trimmed.IndexOf('/', StringComparison.Ordinal);
        var address = EndpointText.Address(slash < 0 ? trimmed : trimmed[..slash]);
        if (address is null) return Parsed<IPNetwork>.Refuse("is no network");

        var bits = address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0) return new IPNetwork(address, bits);
        if (!HostPortText.TryPort(trimmed[(slash + 1)..], 0, 0, out var prefix) || prefix > bits)
            return Parsed<IPNetwork>.Refuse($"has no prefix length from 0 to {bits}");

        // 10.0.0.5/8 is refused, since one of the two numbers is not what was meant; the platform would mask it without a word.
        var network = Masked(address, prefix);
        return network.Equals(address)
            ? new IPNetwork(network, prefix)
            : Parsed<IPNetwork>.Refuse($"has bits set behind its prefix; the network is {network}/{prefix}");
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var octets = address.GetAddressBytes();
        for (var i = 0; i < octets.Length; i++)
        {
            var kept = Math.Clamp(prefix - 8 * i, 0, 8);
            octets[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(octets);
    }
}
