namespace Gatepost.Routing;

/// <summary>
/// What one domain may cost us. RFC 5321 §5.1 allows a limit on the addresses that are tried; who publishes more than this
/// wants to keep us busy.
/// </summary>
internal static class RouteLimits
{
    /// <summary>MX hosts, the best ones.</summary>
    public const int Hosts = 16;

    /// <summary>Addresses of one host.</summary>
    public const int AddressesPerHost = 8;
}
