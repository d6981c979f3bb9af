using System.Runtime.CompilerServices;
using Gatepost.Messages;

namespace Gatepost.Configuration;

/// <summary>
/// What the recipients of one queue entry share, and what is scheduled, connected to and limited together: the domain, or the
/// fixed next hop in brackets (<c>[relay.example]:25</c>) where the configuration sends several domains to it on the same terms.
/// </summary>
/// <remarks>
/// Only domains with the same next hop *and* the same TLS requirement may share: else one entry would have two levels. Where two
/// rows send to one host on different terms, their domains stay apart.
/// </remarks>
public static class DestinationKey
{
    // A snapshot never changes, so what was worked out for it holds as long as it lives.
    private static readonly ConditionalWeakTable<GatepostConfig, HashSet<HostPort>> Shareable = [];

    /// <summary>The key of a normalized domain.</summary>
    public static string For(GatepostConfig config, string domain)
    {
        if (NextHopOf(config, domain) is not { } hop) return domain;
        return Shareable.GetValue(config, FindShareable).Contains(hop) ? $"[{hop.Host}]:{hop.Port}" : domain;
    }

    private static HostPort? NextHopOf(GatepostConfig config, string domain)
    {
        if (config.FindDomain(domain) is { } ours) return ours.NextHop;
        // A partner without a next hop of its own goes where all mail goes, on terms of its own.
        return config.FindPartner(domain) is { } partner ? partner.NextHop : config.Outbound.SmartHost;
    }

    /// <summary>The next hops that all rows reach on the same terms.</summary>
    private static HashSet<HostPort> FindShareable(GatepostConfig config)
    {
        var terms = new Dictionary<HostPort, Terms>();
        var torn = new HashSet<HostPort>();
        foreach (var row in config.Domains) Note(row.NextHop, new(row.Tls, null));
        foreach (var hop in config.Domains.GroupBy(row => row.NextHop))
            if (hop.DistinctBy(row => row.RequireTls).Count() > 1) torn.Add(hop.Key);
        // Mail in and mail out never share an entry: it has one direction, in the ledger too.
        torn.UnionWith(terms.Keys.Where(hop => hop == config.Outbound.SmartHost
            || config.Partners.Any(p => p.CoversOut && p.NextHop == hop)));
        foreach (var row in config.Partners)
        {
            if (row is { CoversOut: true, NextHop: { } hop })
                Note(hop, new(row.Tls, (row.Mode, row.OnFailure, row.ValidUntil, row.HoldOnRegression)));
        }

        if (config.Outbound.SmartHost is { } smart) Note(smart, new(config.Outbound.Tls, null));
        return [.. terms.Keys.Except(torn)];

        void Note(HostPort hop, Terms asked)
        {
            // Without names, Secure asks for the domain's own: no two domains have the same terms.
            if (asked.Tls is { Level: TlsLevel.Secure, Names.Count: 0 }) torn.Add(hop);
            if (!terms.TryAdd(hop, asked) && !AreEqual(terms[hop], asked)) torn.Add(hop);
        }
    }

    private static bool AreEqual(Terms one, Terms other) => one.Agreement == other.Agreement && AreEqual(one.Tls, other.Tls);

    private static bool AreEqual(TlsRequirement one, TlsRequirement other) =>
        one.Level == other.Level && one.CaFile == other.CaFile && one.ClientCertificate == other.ClientCertificate
        && one.MinimumVersion == other.MinimumVersion && one.Dane == other.Dane && one.MtaSts == other.MtaSts
        && one.Names.SequenceEqual(other.Names) && one.Pins.SequenceEqual(other.Pins);

    /// <param name="Tls">What is asked of TLS.</param>
    /// <param name="Agreement">How a partner's row means it.</param>
    private sealed record Terms(TlsRequirement Tls, (PartnerMode, UnmetAction, DateOnly?, bool)? Agreement);
}
