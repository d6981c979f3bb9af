using System.Globalization;
using System.Net;

namespace Gatepost.Configuration.Values;

/// <summary>A server to go to: <c>mail.internal:25</c>, <c>192.0.2.1</c>,
/// <c>[2001:db8::1]:25</c>. Without a port it is 25.</summary>
internal static class HostPortText
{
    private const int DefaultPort = 25;

    public static Parsed<HostPort> Parse(string text)
    {
        var (host, port) = Split(text.Trim());
        if (!TryPort(port, DefaultPort, 1, out var number)) return Parsed<HostPort>.Refuse("has no valid port");
        if (EndpointText.Address(host) is { } address) return new HostPort(address.ToString(), number);

        var name = HostNameText.Parse(host);
        return name.IsGood ? new HostPort(name.Value, number) : Parsed<HostPort>.Refuse(name.Complaint!);
    }

    /// <summary>At the colon before the port; an IPv6 address needs brackets to bear one, and may stand bare without.</summary>
    internal static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end > 0 && (end == text.Length - 1 || text[end + 1] == ':') && IPAddress.TryParse(text[1..end], out _))
                return (text[1..end], end == text.Length - 1 ? null : text[(end + 2)..]);
            return (text, null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != text.LastIndexOf(':') ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    internal static bool TryPort(string? text, int otherwise, int least, out int port)
    {
        port = otherwise;
        return text is null
            || (text.Length <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
                && port >= least && port <= IPEndPoint.MaxPort);
    }
}
