using System.Net;
using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.MailAuth;

/// <summary>Looks up what a domain of ours publishes about its mail: who may send it, who signs it, what becomes of the rest.
/// </summary>
internal sealed class AuthenticationSurveyor(CheckTools tools)
{
    private readonly IResolver _resolver = tools.Resolver;

    public async Task<DomainAuthentication> LookAsync(string domain, CancellationToken cancellationToken) => new()
    {
        Spf = await SpfAsync(domain, cancellationToken),
        Keys = await Task.WhenAll(tools.Own.Selectors.Select(selector => KeyAsync(selector, domain, cancellationToken))),
        Dmarc = await DmarcAsync(domain, cancellationToken),
    };

    private async Task<SpfSurvey> SpfAsync(string domain, CancellationToken cancellationToken)
    {
        var texts = await _resolver.FindTextAsync(domain, cancellationToken);
        var record = SpfRecord.Read(texts.Records);
        var greeting = (tools.Own.Gateway ?? tools.Config.Current).Hostname;
        var walk = new SpfWalk(_resolver, null, greeting);
        await walk.RunAsync(domain, record, cancellationToken);
        var senders = new List<SenderAddress>();
        if (record.State is TxtRecordState.Valid)
        {
            foreach (var (address, source) in await SendersAsync(cancellationToken))
            {
                var result = await new SpfWalk(_resolver, address, greeting).RunAsync(domain, record, cancellationToken);
                senders.Add(new(address, source, result));
            }
        }

        return new(texts, record, walk, senders);
    }

    /// <summary>What the other side sees of us. Behind a smart host that is somebody else, and behind NAT nobody here knows it:
    /// then only what we were told counts.</summary>
    private async Task<IReadOnlyList<(IPAddress Address, string Source)>> SendersAsync(CancellationToken cancellationToken)
    {
        List<(IPAddress Address, string Source)> all = [.. tools.Own.SendsFrom.Select(address => (address, "--sends-from"))];
        if (all.Count == 0 && tools.Own.Gateway is { Outbound.SmartHost: null } config)
        {
            all.AddRange(tools.Own.Interfaces().Select(static address => (address, "of this machine")));
            var named = await _resolver.FindAddressesAsync(config.Hostname, cancellationToken);
            all.AddRange(named.Records.Select(address => (address, $"of {config.Hostname}")));
        }

        return [.. all.Where(static one => PublicAddress.Is(one.Address)).DistinctBy(static one => one.Address)];
    }

    private async Task<DkimKeySurvey> KeyAsync(string selector, string domain, CancellationToken cancellationToken)
    {
        var name = DkimKeyRecord.NameFor(selector, domain);
        var texts = await _resolver.FindTextAsync(name, cancellationToken);
        return new(name, texts, DkimKeyRecord.Read(texts.Records));
    }

    private async Task<DmarcSurvey> DmarcAsync(string domain, CancellationToken cancellationToken)
    {
        var texts = await _resolver.FindTextAsync(DmarcRecord.NameFor(domain), cancellationToken);
        var own = DmarcRecord.Read(texts.Records);
        var (found, failed) = await WalkAsync(domain, cancellationToken);
        var holder = DmarcTree.PolicyDomain(domain, found);
        var record = found.FirstOrDefault(pair => pair.Key == holder).Value;
        var bimi = await _resolver.FindTextAsync($"default._bimi.{domain}", cancellationToken);
        return new()
        {
            Texts = texts,
            Own = own,
            Failed = failed,
            PolicyDomain = holder,
            Record = record,
            Policy = record is null ? DmarcPolicy.None
                : holder == domain ? record.Policy
                : record.SubdomainPolicy ?? record.Policy,
            Consents = holder is null ? [] : await ConsentsAsync(holder, record!, cancellationToken),
            HasLogo = bimi.Records.Any(static text => text.StartsWith("v=BIMI1", StringComparison.Ordinal)),
        };
    }

    private async Task<(List<KeyValuePair<string, DmarcRecord>> Found, string? Failed)> WalkAsync(
        string domain, CancellationToken cancellationToken)
    {
        var found = new List<KeyValuePair<string, DmarcRecord>>();
        string? failed = null;
        foreach (var target in DmarcTree.Targets(domain))
        {
            var name = DmarcRecord.NameFor(target);
            var answer = await _resolver.FindTextAsync(name, cancellationToken);
            if (answer.IsError) failed ??= $"{name}: {answer.Outcome.Word()}";
            var record = DmarcRecord.Read(answer.Records);
            if (record.State is TxtRecordState.Absent) continue;
            found.Add(new(target, record));
            if (DmarcTree.IsEnd(record)) break;
        }

        return (found, failed);
    }

    // RFC 9990 §4: a destination below another organizational domain must agree.
    private async Task<IReadOnlyList<KeyValuePair<string, bool?>>> ConsentsAsync(
        string holder, DmarcRecord record, CancellationToken cancellationToken)
    {
        var ours = await OrganizationAsync(holder, cancellationToken);
        var consents = new List<KeyValuePair<string, bool?>>();
        foreach (var domain in record.AggregateTo.Concat(record.FailuresTo).Select(static to => to.DomainKey).Distinct())
        {
            if (domain == holder || await OrganizationAsync(domain, cancellationToken) == ours) continue;
            var answer = await _resolver.FindTextAsync(DmarcRecord.ConsentNameFor(holder, domain), cancellationToken);
            consents.Add(new(domain, answer.IsError ? null : DmarcRecord.IsConsent(answer.Records)));
        }

        return consents;
    }

    private async Task<string> OrganizationAsync(string domain, CancellationToken cancellationToken) =>
        DmarcTree.Organization(domain, (await WalkAsync(domain, cancellationToken)).Found);
}
