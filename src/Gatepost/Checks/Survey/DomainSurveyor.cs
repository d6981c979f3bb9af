using System.Net;
using Gatepost.Checks.MailAuth;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.Protocols.TlsRpt;
using Gatepost.Routing;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>Walks the way of a message to one domain: to every host that takes its mail, and to every address of each.</summary>
/// <remarks>
///   (1) Routing: where would it go?
///   (2) TlsPolicy: how?
///   (3) Delivery: what does each address show, up to the point where MAIL would be said?
///   (4) What would break at a stricter level?
///   (5) Where the domain itself is looked at, the records that no message asks for.
/// </remarks>
internal sealed class DomainSurveyor(CheckTools tools, SemaphoreSlim calls)
{
    /// <summary>How closely to look.</summary>
    public SurveyDepth Depth { get; init; } = SurveyDepth.Domain;

    /// <summary>The domains are ours.</summary>
    public bool AreOwn { get; init; }

    /// <summary>Probes of TLS; null where nobody wants any.</summary>
    public TlsProbes? Probes { get; init; }

    public async Task<DomainSurvey> LookAsync(string domain, Action<string> progress, CancellationToken cancellationToken)
    {
        var config = tools.Config.Current;
        progress("looking up");
        var route = await tools.Router.FindAsync(domain, cancellationToken);                                      // (1)
        var question = QuestionMessage.To(new Mailbox("postmaster", domain), route, tools.Time.GetUtcNow());
        var decision = await tools.Policies(tools.Config).DecideAsync(question, route, cancellationToken);        // (2)

        var surveyor = new AddressSurveyor(tools, config, route, decision)
        {
            Depth = Depth,
            Probes = Probes,
            Tell = progress,
        };
        var hosts = await Task.WhenAll(route.Hosts.Select(LookAtAsync));                                          // (3)
        progress("judging");
        var survey = new DomainSurvey
        {
            Domain = domain,
            IsOwn = AreOwn,
            Config = config,
            At = tools.Time.GetUtcNow(),
            Route = route,
            Decision = decision,
            Hosts = hosts,
            Forecasts = await new Forecaster(tools, route, question).ForecastAsync(hosts, cancellationToken),     // (4)
            Dnssec = tools.Resolver.Trust,
        };
        return Depth is SurveyDepth.Domain ? await WithRecordsAsync(survey, cancellationToken) : survey;

        async Task<HostSurvey> LookAtAsync(MxHost host)
        {
            var demand = decision.Hosts.For(host.Name);
            var place = $"_{host.Port}._tcp.{demand.Dane?.BaseDomain ?? host.Name}";
            var isLiteral = IPAddress.TryParse(host.Name, out _);
            return new HostSurvey
            {
                Host = host,
                Demand = demand,
                TlsaPlace = place,
                Tlsa = isLiteral ? null : await TlsaAsync(host, place, cancellationToken),
                Caa = AreOwn && Depth is SurveyDepth.Domain && !isLiteral
                    ? await CaaLookUp.FindAsync(tools.Resolver, host.Name, cancellationToken)
                    : null,
                Addresses = await Task.WhenAll(host.Addresses.Select(async address =>
                {
                    await calls.WaitAsync(cancellationToken);
                    try
                    {
                        progress($"{host.Name} [{address}]");
                        return await surveyor.LookAsync(host, address, cancellationToken);
                    }
                    finally
                    {
                        calls.Release();
                    }
                })),
            };
        }
    }

    private async Task<DomainSurvey> WithRecordsAsync(DomainSurvey survey, CancellationToken cancellationToken)     // (5)
    {
        var (domain, route, resolver) = (survey.Domain, survey.Route, tools.Resolver);
        var isByMx = survey.IsByMx;
        var mx = isByMx ? await resolver.FindMxAsync(domain, cancellationToken) : null;
        var texts = await resolver.FindTextAsync(StsRecord.NameFor(domain), cancellationToken);
        var reports = await resolver.FindTextAsync(TlsRptRecord.NameFor(domain), cancellationToken);
        return survey with
        {
            Mx = mx,
            Named = mx is null ? [] : await Task.WhenAll(mx.Records.Select(record => NameAsync(record, cancellationToken))),
            TlsRptTexts = reports,
            ReportDestinations = isByMx ? await ReportSurveyor.LookAsync(tools, reports.Records, cancellationToken) : [],
            StsTexts = texts,
            Sts = isByMx ? await AnnouncedAsync(domain, texts, cancellationToken) : null,
            UnannouncedSts = isByMx ? await UnannouncedAsync(domain, texts, cancellationToken) : null,
            Authentication = AreOwn ? await new AuthenticationSurveyor(tools).LookAsync(domain, cancellationToken) : null,
            MisplacedTlsa = isByMx && route.Hosts.Count > 0 && route.Hosts.All(host => host.Name != domain)
                ? await resolver.FindTlsaAsync($"_{survey.Config.Outbound.MxPort}._tcp.{domain}", cancellationToken)
                : null,
        };
    }

    private async Task<StsFetch?> AnnouncedAsync(string domain, DnsAnswer<string> texts, CancellationToken cancellationToken) =>
        StsRecord.Read(texts.Records).Id is { } id
            ? await tools.Sts.FetchAsync(tools.Fetches, domain, id, cancellationToken)
            : null;

    private async Task<StsFetch?> UnannouncedAsync(string domain, DnsAnswer<string> texts, CancellationToken cancellationToken) =>
        !texts.IsError && StsRecord.Read(texts.Records).State is TxtRecordState.Absent
            ? await tools.Sts.PeekAsync(domain, cancellationToken)
            : null;

    private async Task<DnsAnswer<TlsaRecord>> TlsaAsync(MxHost host, string place, CancellationToken cancellationToken)
    {
        var answer = await tools.Resolver.FindTlsaAsync(place, cancellationToken);
        return answer.IsError && host.Security is DnsSecurity.Insecure
            ? new(DnsOutcome.NoData, DnsSecurity.Insecure, [], place) // name servers that fail here are common, and nobody asks
            : answer;
    }

    private async Task<MxNameSurvey> NameAsync(MxRecord record, CancellationToken cancellationToken) =>
        MxList.IsNonsense(record)
            ? new(record, null)
            : new(record, await tools.Resolver.FindAddressesAsync(record.Host, cancellationToken));
}
