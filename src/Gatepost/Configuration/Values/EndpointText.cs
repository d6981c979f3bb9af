using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Configuration.Values;

/// <summary>
/// Addresses of ours, or of a resolver: <c>192.0.2.1:25</c>, <c>[2001:db8::1]:25</c>, <c>*:25</c>. The star is every address of
/// both families: one socket on <c>[::]</c> that takes IPv4 too, or <c>0.0.0.0</c> on a machine without IPv6.
/// </summary>
internal static class EndpointText
{
    /// <param name="text">As it was written.</param>
    /// <param name="defaultPort">The port where none is written; null: it must be.</param>
    public static Parsed<IPEndPoint> Parse(string text, int? defaultPort)
    {
        var (host, port) = HostPortText.Split(text.Trim());
        if (port is null && defaultPort is null) return Parsed<IPEndPoint>.Refuse("lacks the port");
        if (!HostPortText.TryPort(port, defaultPort ?? 0, 0, out var number))
            return Parsed<IPEndPoint>.Refuse("has no valid port");
        if (host == "*") return new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, number);
        return Address(host) is { } address
            ? new IPEndPoint(address, number)
            : Parsed<IPEndPoint>.Refuse("has no IP address (names are not looked up here)");
    }

    /// <summary>Only the full dotted form: "10" and "0x7f000001" are
    /// addresses to the platform, and slips of the pen to us.</summary>
    internal static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily is AddressFamily.InterNetworkV6 || text.Count(static c => c == '.') == 3 && IsPlain(text))
            ? address
            : null;

    private static bool IsPlain(string text) => text.Split('.').All(static part =>
        part.Length is > 0 and <= 3 && (part.Length == 1 || part[0] != '0')
        && byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
