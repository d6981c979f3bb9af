using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Routing;

/// <summary>
/// Finds who takes mail for a domain of somebody else's, by the DNS. A domain names its mail hosts in MX records, the preferred
/// ones with lower numbers; one without MX records is its own mail host; and one that wants no mail says so with a null MX.
/// </summary>
/// <remarks>
/// RFC 5321 §5.1, RFC 7505. What the DNS does not say now is asked again later; what it denies is final: the difference
/// decides whether mail waits or comes back.
/// </remarks>
internal sealed partial class MxRouter(IResolver resolver, OwnAddresses own, Random random, ILogger<MxRouter> logger)
{
    public async Task<Route> FindAsync(GatepostConfig config, string domain, CancellationToken cancellationToken)
    {
        if (domain.StartsWith('[')) return ToLiteral(config, domain);
        if (AddressLiteral.IsLocalhost(domain)) return Without(domain, RouteReplies.NoSuchDomain(domain));
        var answer = await resolver.FindMxAsync(domain, cancellationToken);
        switch (answer.Outcome)
        {
            case DnsOutcome.NxDomain: return Without(domain, RouteReplies.NoSuchDomain(domain));
            case var error when error.IsError():
                return Without(domain, RouteReplies.DnsTrouble(domain + " MX", error.Word()));
            case DnsOutcome.Found when MxList.IsNullMx(answer.Records): return Without(domain, RouteReplies.NullMx(domain));
        }

        // "If an empty list of MXs is returned": the domain is its own mail host, by an implicit MX (RFC 5321 §5.1).
        var isImplicit = answer.Outcome is DnsOutcome.NoData;
        var listed = isImplicit ? [new MxCandidate(0, domain)] : MxList.Sort(answer.Records, random);
        foreach (var record in answer.Records.Where(MxList.IsNonsense).Take(RouteLimits.Hosts))
            LogIgnored(domain, PeerText.Quote(record.Host));
        var nearerByName = MxList.NearerThanUs(listed, c => c.Preference, c => OwnAddresses.IsOurName(config, c.Host));
        MxCandidate[] named = [.. nearerByName.Take(RouteLimits.Hosts)];
        if (named.Length < listed.Count) LogCut(domain, listed.Count, named.Length);

        var located = await Task.WhenAll(named.Select(c => LocateAsync(c, config, cancellationToken)));
        Located[] nearer = [.. MxList.NearerThanUs(located, l => l.Candidate.Preference, l => l.IsOurs)];
        MxHost[] hosts = [.. nearer.Where(l => l.Addresses.Count > 0)
            .Select(l => new MxHost(l.Candidate.Host, config.Outbound.MxPort, l.Addresses, l.Answer.Security)
            {
                CanonicalName = l.Answer.CanonicalName,
            })];
        if (hosts.Length > 0) return To(domain, answer.Security, hosts) with { CanonicalDomain = answer.CanonicalName };

        if (listed.Count > 0 && nearer.Length == 0) return LoopsBack(domain);
        return nearer.FirstOrDefault(l => l.Answer.IsError) is { } trouble
            ? Without(domain, RouteReplies.DnsTrouble(trouble.Candidate.Host, trouble.Answer.Outcome.Word()))
            : Without(domain, isImplicit ? RouteReplies.NoAddress(domain) : RouteReplies.NoUsableMx(domain));
    }

    private async Task<Located> LocateAsync(MxCandidate candidate, GatepostConfig config, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindAddressesAsync(candidate.Host, cancellationToken);
        // Forbidden by RFC 2181 §10.3 and common all the same; Postfix and Exim follow it too.
        if (answer.CanonicalName != candidate.Host)
            LogAlias(PeerText.Escape(candidate.Host), PeerText.Escape(answer.CanonicalName));
        var addresses = AddressOrder.Interleave(answer.Records);
        return new(candidate, answer, addresses, own.AreOurs(config, addresses, config.Outbound.MxPort));
    }

    /// <summary>A domain that is an address (RFC 5321 §4.1.3): nobody is asked. None inside this machine is reached so.</summary>
    private Route ToLiteral(GatepostConfig config, string domain)
    {
        var text = domain.Trim('[', ']');
        if (text.StartsWith("ipv6:", StringComparison.OrdinalIgnoreCase)) text = text[5..];
        else if (text.Contains(':')) return Without(domain, RouteReplies.BadLiteral(domain));
        if (!AddressLiteral.TryParse(text, out var address) || !IsReachable(address))
            return Without(domain, RouteReplies.BadLiteral(domain));
        if (own.AreOurs(config, [address], config.Outbound.MxPort)) return LoopsBack(domain);
        var host = new MxHost(address.ToString(), config.Outbound.MxPort, [address], DnsSecurity.Insecure);
        return To(domain, DnsSecurity.Insecure, [host]);
    }

    private static bool IsReachable(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !IPAddress.IsLoopback(plain) && !plain.Equals(IPAddress.Any) && !plain.Equals(IPAddress.IPv6Any)
            && !plain.IsIPv6LinkLocal && !plain.IsIPv6Multicast
            && plain.GetAddressBytes() is not [>= 224, _, _, _] and not [169, 254, _, _] and not [0, _, _, _];
    }

    private Route LoopsBack(string domain)
    {
        LogOurs(domain);
        return Without(domain, RouteReplies.LoopsBack(domain));
    }

    private static Route To(string domain, DnsSecurity security, IReadOnlyList<MxHost> hosts) => new()
    {
        Domain = domain,
        CanonicalDomain = domain,
        Destination = domain,
        Direction = MailDirection.Out,
        Kind = NextHopKind.Mx,
        MxSecurity = security,
        Hosts = hosts,
    };

    private static Route Without(string domain, RouteProblem problem) =>
        To(domain, DnsSecurity.Insecure, []) with { Problem = problem };

    private sealed record Located(
        MxCandidate Candidate, DnsAnswer<IPAddress> Answer, IReadOnlyList<IPAddress> Addresses, bool IsOurs);

    [LoggerMessage(EventIds.MxIsAlias, LogLevel.Debug,
        "the MX host {Host} is an alias of {Canonical}, which RFC 2181 §10.3 forbids; it is followed")]
    private partial void LogAlias(string host, string canonical);

    [LoggerMessage(EventIds.MxIgnored, LogLevel.Debug,
        "an MX record of {Domain} names {Host}, which is no mail host; it is ignored")]
    private partial void LogIgnored(string domain, string host);

    [LoggerMessage(EventIds.MxCut, LogLevel.Debug, "of {Listed} MX hosts of {Domain} the {Kept} best are considered")]
    private partial void LogCut(string domain, int listed, int kept);

    [LoggerMessage(EventIds.MxIsOurs, LogLevel.Warning,
        "the best MX host of {Domain} is this gateway, but no [[domain]] names it: its mail comes back to the senders")]
    private partial void LogOurs(string domain);
}
