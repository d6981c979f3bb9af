using System.Net;

namespace Gatepost.Checks.Own;

/// <summary>J7, J8: whether mail can come around this gateway, as far as the DNS and the addresses tell.</summary>
/// <param name="isHere">Which addresses are in this machine.</param>
/// <param name="isPublic">Which addresses strangers may reach.</param>
internal sealed class AroundCheck(Func<IPAddress, bool> isHere, Func<IPAddress, bool> isPublic) : IOwnCheck
{
    public static readonly FindingKind InMx = new("J7", Severity.Warning, "Mail can come around this gateway")
    {
        Meaning = "The MX records of the domain lead to the server behind the gateway too. Mail that takes that way "
            + "passes by everything that the gateway does: its demands on TLS, its record of what was encrypted, its checks.",
        Remedy = "Take the server out of the MX records, and let its firewall take port 25 from the gateway only.",
    };

    public static readonly FindingKind Public = new("J8", Severity.Info, "The server behind this gateway has a public address")
    {
        Meaning = "Whether strangers can reach its port 25 cannot be seen from here. If they can, mail can come around "
            + "the gateway, since spammers try every address.",
        Remedy = "Try it from outside (telnet ADDRESS 25). Let its firewall take port 25 from the gateway only; in "
            + "Exchange set RemoteIPRanges of the receive connector to the gateway's addresses.",
    };

    public IReadOnlyList<FindingKind> Kinds => [InMx, Public];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var hop in survey.InternalHops.Where(hop => hop.Hop.Port == survey.Config.Outbound.MxPort))
        {
            var inner = hop.Seen.Addresses.Select(static address => address.Address.Address)
                .Where(address => !isHere(address)).ToHashSet();
            var around = survey.Domains.SelectMany(domain => domain.Hosts
                .Where(host => host.Host.Name == hop.Hop.Host || host.Host.Addresses.Any(inner.Contains))
                .Select(host => new Finding(InMx, domain.Domain, $"MX {host.Host.Name} is the next hop {hop.Hop}"))).ToList();
            foreach (var finding in around) yield return finding;
            if (around.Count == 0 && inner.FirstOrDefault(isPublic) is { } open)
                yield return new(Public, hop.Hop.ToString(), hop.Hop.Host == open.ToString() ? "" : open.ToString());
        }
    }
}
