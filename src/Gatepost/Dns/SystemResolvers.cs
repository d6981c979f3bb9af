using System.Net;
using System.Net.NetworkInformation;

namespace Gatepost.Dns;

/// <summary>Knows whom the system asks.</summary>
internal static class SystemResolvers
{
    private const int Port = 53;
    private const string File = "/etc/resolv.conf";

    /// <summary>Its resolvers in their order; none where it has none.</summary>
    public static IReadOnlyList<IPEndPoint> Find()
    {
        try
        {
            return OperatingSystem.IsWindows() ? OfInterfaces() : Parse(System.IO.File.ReadLines(File));
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>The nameserver lines of resolv.conf(5).</summary>
    public static IReadOnlyList<IPEndPoint> Parse(IEnumerable<string> lines)
    {
        var servers = new List<IPEndPoint>();
        foreach (var line in lines)
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", var address, ..] && IPAddress.TryParse(address, out var server))
                servers.Add(new(server, Port));
        }

        return servers;
    }

    // IPv6 site-local addresses are what Windows names where nobody named any.
    private static IReadOnlyList<IPEndPoint> OfInterfaces() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static one => one.OperationalStatus is OperationalStatus.Up)
            .SelectMany(static one => one.GetIPProperties().DnsAddresses)
            .Where(static address => !address.IsIPv6SiteLocal)
            .Distinct()
            .Select(static address => new IPEndPoint(address, Port))];
}
