using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Routing;

/// <summary>
/// What the configuration says about where a domain's mail goes, in this order: a row for a domain of ours, a partner's next
/// hop, the smart host, and else the DNS.
/// </summary>
internal static class RouteTable
{
    public static ConfiguredHop Find(GatepostConfig config, string domain) => config.FindDomain(domain) is { } ours
        ? new(MailDirection.In, ours.NextHop)
        : new(MailDirection.Out, config.FindPartner(domain)?.NextHop ?? config.Outbound.SmartHost);
}
