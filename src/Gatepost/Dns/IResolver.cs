using System.Net;

namespace Gatepost.Dns;

/// <summary>The port to the DNS. Names are normalized; errors are values; only cancellation throws.</summary>
public interface IResolver
{
    /// <summary>MX records of a domain.</summary>
    Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken);

    /// <summary>All addresses of a host, A and AAAA; Found where either has any.</summary>
    Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken);

    /// <summary>The names of an address (PTR).</summary>
    Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken);
}
