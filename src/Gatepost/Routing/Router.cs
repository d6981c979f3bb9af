using Gatepost.Configuration;
using Gatepost.Dns;

namespace Gatepost.Routing;

/// <summary>Finds who takes mail for a domain: whom the configuration names, else whom the DNS names.</summary>
internal sealed class Router(IConfigSource configuration, IResolver resolver, MxRouter exchanges) : IRouter
{
    /// <inheritdoc />
    public async Task<Route> FindAsync(string domain, CancellationToken cancellationToken)
    {
        var config = configuration.Current;
        var (direction, hop) = RouteTable.Find(config, domain);
        var route = hop is null
            ? await exchanges.FindAsync(config, domain, cancellationToken)
            : await FindConfiguredAsync(hop, cancellationToken) with
            {
                Domain = domain,
                CanonicalDomain = domain,
                Direction = direction,
            };
        return route with { Destination = DestinationKey.For(config, domain) };
    }

    private async Task<Route> FindConfiguredAsync(HostPort hop, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindAddressesAsync(DomainKey(hop.Host), cancellationToken);
        // What our own configuration names is never a reason to send mail back: the row, or the DNS, will be mended.
        var problem = answer.Outcome switch
        {
            DnsOutcome.Found => null,
            _ when answer.IsError => RouteReplies.DnsTrouble(hop.Host, answer.Outcome.Word()),
            _ => RouteReplies.NextHopUnknown(hop.Host),
        };
        return new()
        {
            Domain = hop.Host,
            CanonicalDomain = hop.Host,
            Destination = hop.Host,
            Direction = default,
            Kind = NextHopKind.Configured,
            MxSecurity = DnsSecurity.Secure,
            Hosts = problem is null
                ? [new MxHost(hop.Host, hop.Port, AddressOrder.Interleave(answer.Records), answer.Security)
                    {
                        CanonicalName = answer.CanonicalName,
                    }]
                : [],
            Problem = problem,
        };
    }

    private static string DomainKey(string host) => Protocols.Smtp.DomainName.Normalize(host);
}
