using System.Net;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Dane;

namespace Gatepost.Dns;

/// <summary>The port to the DNS. Names are normalized; errors are values; only cancellation throws.</summary>
public interface IResolver
{
    /// <summary>Whether answers come with proofs here.</summary>
    DnssecTrust Trust { get; }

    /// <summary>MX records of a domain.</summary>
    Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken);

    /// <summary>All addresses of a host, A and AAAA; Found where either has any.</summary>
    Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken);

    /// <summary>The names of an address (PTR).</summary>
    Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken);

    /// <summary>TLSA records at a name such as <c>_25._tcp.mx.example.org</c>; aliases are followed. Where nobody can say
    /// whether the answer is proven, it is an error.</summary>
    Task<DnsAnswer<TlsaRecord>> FindTlsaAsync(string name, CancellationToken cancellationToken);

    /// <summary>TXT records at a name; the strings of each are put together. Aliases are followed.</summary>
    Task<DnsAnswer<string>> FindTextAsync(string name, CancellationToken cancellationToken);

    /// <summary>SRV records at a name such as <c>_imaps._tcp.example.org</c>; aliases are followed.</summary>
    Task<DnsAnswer<SrvRecord>> FindServicesAsync(string name, CancellationToken cancellationToken);

    /// <summary>CAA records at this very name; aliases are followed. Which names count for a host is another question.</summary>
    Task<DnsAnswer<CaaRecord>> FindCaaAsync(string name, CancellationToken cancellationToken);

    /// <summary>The CNAME record of this very name, not followed: a proven alias may lead into a zone that is not (RFC 7672
    /// §2.2.2).</summary>
    Task<DnsAnswer<string>> FindAliasAsync(string host, CancellationToken cancellationToken);
}
