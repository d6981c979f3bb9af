using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>Looks for the TLSA records of the hosts of one route.</summary>
/// <remarks>
/// For each host:
///   (1) Only where its address is proven is anything asked: what does not sign its zone has no TLSA records, and many name
///       servers fail when they are asked for them (RFC 7672 §2.2.2). An alias counts where its own link is proven.
///   (2) Ask at the end of the alias chain first, then at the name itself, never between (§2.2.3).
///   (3) A look-up that fails rules the host out for now; it is never "there are none" (§2.1.2). Nor is an answer of which nobody
///       can say whether it is proven: the resolver validated before, or has not shown yet whether it does (§2.1.1).
///   (4) Usable records demand a match; where none is usable, TLS is demanded and nobody can be authenticated (§2.2).
/// </remarks>
internal sealed class DaneInquiry(IResolver resolver, Route route, TlsRequirement row)
{
    private const int ShownRecords = 4, ShownRecord = 40;

    // Each costs a chain that is built and looked at; whoever publishes more than this wants to keep us busy.
    private const int MostRecords = 64;

    private const string UnsaidWords =
        "our resolver does not show that it validates DNSSEC (the gateway's /health/ready says why)";

    private readonly bool _isEnforced = row.Dane is PublishedPolicy.Enforce;
    private readonly bool _isMxSecure = route.MxSecurity is DnsSecurity.Secure;

    /// <summary>What DANE has to say about a host; null: nothing.</summary>
    public async Task<DaneFinding?> AskAsync(MxHost host, CancellationToken cancellationToken)
    {
        if (route.Kind is NextHopKind.Mx && route.MxSecurity is DnsSecurity.Indeterminate)                        // (3)
            return Unknown(host, $"MX at {route.Domain}", UnsaidWords, resolver.Trust.Words);
        foreach (var name in await BaseDomainsAsync(host, cancellationToken))                                     // (1) (2)
        {
            var place = $"_{host.Port}._tcp.{name}";
            var answer = await resolver.FindTlsaAsync(place, cancellationToken);
            if (answer.IsError)                                                                                   // (3)
                return Unknown(host, $"TLSA at {place}", answer.Outcome.Word(), answer.Words);
            if (answer.Outcome is DnsOutcome.Found && answer.Security is DnsSecurity.Secure)
                return Demanded(host, name, answer.Records);                                                      // (4)
        }

        return row.Level is TlsLevel.DaneOnly ? Missing(host, "it has no TLSA records that are proven") : null;
    }

    private async Task<IReadOnlyList<string>> BaseDomainsAsync(MxHost host, CancellationToken cancellationToken)
    {
        if (AddressLiteral.Find(host.Name) is not null) return []; // RFC 7672 §2.2: a literal has no TLSA records
        var isAlias = host.CanonicalName != host.Name;
        // What is not known to be unsigned may have TLSA records; where nobody can say, the look-up will not either.
        if (host.Security is not DnsSecurity.Insecure) return isAlias ? [host.CanonicalName, host.Name] : [host.Name];
        if (!isAlias) return [];
        var link = await resolver.FindAliasAsync(host.Name, cancellationToken);
        return link.Security is DnsSecurity.Indeterminate
            || link is { Outcome: DnsOutcome.Found, Security: DnsSecurity.Secure } ? [host.Name] : [];
    }

    private DaneFinding Demanded(MxHost host, string name, IReadOnlyList<TlsaRecord> records)
    {
        TlsaRecord[] usable = [.. records.Where(record => record.IsUsable).Take(MostRecords)];
        if (row.Level is TlsLevel.DaneOnly && usable.Length == 0) return Missing(host, "none of its TLSA records is usable");
        if (row.Level is TlsLevel.DaneOnly && !_isMxSecure) return Missing(host, "the MX answer that names it is not proven");
        var demand = new DaneDemand
        {
            Records = usable,
            BaseDomain = name,
            ReferenceNames = ReferenceNames(host, name),
            IsMxSecure = _isMxSecure,
            IsEnforced = _isEnforced,
        };
        return new(host.Name, new() { Dane = demand }, Words(records, usable, name));
    }

    // RFC 7672 §3.2.2. Where the MX answer is not proven only the host's own name counts: the others led here unproven.
    private string[] ReferenceNames(MxHost host, string name) => (route.Kind, _isMxSecure) switch
    {
        (NextHopKind.Configured, _) => [.. new[] { name, host.Name }.Distinct()],
        (_, true) => [.. new[] { name, route.Domain, route.CanonicalDomain }.Distinct()],
        _ => [name],
    };

    private DaneFinding Unknown(MxHost host, string place, string why, string details)
    {
        var reply = Replies.DnsFailed(place, why);
        return Refused(host, new() { Refusal = reply, RefusalReason = TlsReason.DaneUnavailable },
            $"the look-up of {place} failed: {why}{(details.Length > 0 ? $" ({details})" : "")}");
    }

    private DaneFinding Missing(MxHost host, string why) =>
        Refused(host, new() { Refusal = Replies.DaneRequired(host.Name, why), RefusalReason = TlsReason.NoDane }, why);

    private DaneFinding Refused(MxHost host, HostDemand refusal, string why) =>
        new(host.Name, _isEnforced ? refusal : HostDemand.Nothing, why);

    private string Words(IReadOnlyList<TlsaRecord> records, TlsaRecord[] usable, string name)
    {
        var shown = string.Join(", ", records.Take(ShownRecords).Select(Show));
        if (records.Count > ShownRecords) shown += $" and {records.Count - ShownRecords} more";
        var words = $"TLSA at {name}: {shown}";
        if (usable.Length == 0) words += ", none usable, so any certificate will do";
        return _isMxSecure ? words : words + ", but the MX answer is not proven";
    }

    private static string Show(TlsaRecord record) => PeerText.Escape(record.ToString(), ShownRecord);
}
