using System.Net;
using Gatepost.Protocols.Dane;

namespace Gatepost.Dns;

/// <summary>The port to the DNS. Names are normalized; errors are values; only cancellation throws.</summary>
public interface IResolver
{
    /// <summary>MX records of a domain.</summary>
    Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken);

    /// <summary>All addresses of a host, A and AAAA; Found where either has any.</summary>
    Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken);

    /// <summary>The TLSA records at a whole name (<c>_25._tcp.mx.example.org</c>), usable or not; an alias there is
    /// followed.</summary>
    Task<DnsAnswer<TlsaRecord>> FindTlsaAsync(string name, CancellationToken cancellationToken);

    /// <summary>The alias (CNAME) at this very name, not followed: whether its own link is proven (RFC 7672 §2.2.2).</summary>
    Task<DnsAnswer<string>> FindAliasAsync(string host, CancellationToken cancellationToken);

    /// <summary>The TXT records at a name, the strings of each put together (RFC 8461 §3.1); an alias there is
    /// followed.</summary>
    Task<DnsAnswer<string>> FindTextAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of an address (PTR).</summary>
    Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken);
}
