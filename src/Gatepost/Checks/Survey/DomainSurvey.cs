using Gatepost.Checks.MailAuth;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Protocols.Dane;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>All that was seen on the way of a message to one domain.</summary>
internal sealed record DomainSurvey
{
    public required string Domain { get; init; }

    /// <summary>It is ours: it is judged more strictly.</summary>
    public bool IsOwn { get; init; }

    public required GatepostConfig Config { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    public required Route Route { get; init; }

    public required TlsDecision Decision { get; init; }

    /// <summary>The MX records; null where the configuration names the next hop, or nobody asked.</summary>
    public DnsAnswer<MxRecord>? Mx { get; init; }

    /// <summary>What our resolver's word on signatures was worth.</summary>
    public required DnssecTrust Dnssec { get; init; }

    /// <summary>Every host that the MX records name, those that the route leaves out too.</summary>
    public IReadOnlyList<MxNameSurvey> Named { get; init; } = [];

    /// <summary>The hosts of the route.</summary>
    public required IReadOnlyList<HostSurvey> Hosts { get; init; }

    /// <summary>TXT at <c>_smtp._tls</c>.</summary>
    public DnsAnswer<string> TlsRptTexts { get; init; } = AddressSurvey.NobodyAsked;

    /// <summary>The places that it names, and whether they answer.</summary>
    public IReadOnlyList<ReportDestination> ReportDestinations { get; init; } = [];

    /// <summary>TXT at <c>_mta-sts</c>.</summary>
    public DnsAnswer<string> StsTexts { get; init; } = AddressSurvey.NobodyAsked;

    /// <summary>What came of fetching the policy of MTA-STS; null where no valid record announces one.</summary>
    public StsFetch? Sts { get; init; }

    /// <summary>What is at the place of a policy though no record announces one; null where nobody looked.</summary>
    public StsFetch? UnannouncedSts { get; init; }

    /// <summary>TLSA records below the domain itself, where none would look for them; null where the domain is a host of its
    /// own.</summary>
    public DnsAnswer<TlsaRecord>? MisplacedTlsa { get; init; }

    /// <summary>What the domain publishes so that others can tell its mail from forged mail; null where it is not ours.</summary>
    public DomainAuthentication? Authentication { get; init; }

    /// <summary>What would break.</summary>
    public IReadOnlyList<LevelForecast> Forecasts { get; init; } = [];

    /// <summary>Every address.</summary>
    public IEnumerable<AddressSurvey> Addresses => Hosts.SelectMany(host => host.Addresses);

    /// <summary>Every certificate that was shown, once for each host.</summary>
    public IEnumerable<ShownChain> Chains => Hosts.SelectMany(ShownChain.Of);

    /// <summary>The hosts were found by MX records, or would have been.</summary>
    public bool IsByMx => Route.Kind is NextHopKind.Mx;
}
