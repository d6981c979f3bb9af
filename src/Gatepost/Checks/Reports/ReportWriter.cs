using Gatepost.Checks.Survey;
using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>Makes the report of what was seen and what was found.</summary>
internal static class ReportWriter
{
    public static DomainReport Write(DomainSurvey survey, IEnumerable<Finding> findings, bool withTranscript) => new()
    {
        Domain = survey.Domain,
        CheckedAt = survey.At,
        Outlook = Prospect.Of(survey),
        Reachable = survey.Addresses.Min(address => address.Reachable),
        Now = Prospect.Now(survey),
        Level = survey.Decision.Level,
        Evidence = survey.Decision.Evidence,
        IsRouteProven = survey.Route.MxSecurity is Dns.DnsSecurity.Secure,
        Hosts = [.. survey.Hosts.Select(host => Of(survey, host, withTranscript))],
        IfEnforced = [.. survey.Forecasts.Where(forecast => forecast.Judged > 0).Select(forecast =>
            new EnforcementReport(forecast.Level, forecast.Obstacles.Count > 0, forecast.Judged, forecast.Obstacles))],
        Findings = FindingReport.Of(findings, survey.IsOwn),
    };

    /// <summary>One host.</summary>
    public static HostReport Of(DomainSurvey survey, HostSurvey host, bool withTranscript) => new()
    {
        Name = host.Host.Name,
        Port = host.Host.Port,
        Preference = survey.Mx?.Records.Where(record => record.Host == host.Host.Name)
            .Select(record => (int?)record.Preference).Min(),
        Level = TlsLevels.Stricter(survey.Decision.Level, host.Demand.Level),
        IsProven = host.Host.Security is Dns.DnsSecurity.Secure,
        Tlsa = [.. (host.Tlsa?.Records ?? []).Select(record => record.ToString())],
        Reachable = host.Reachable,
        Addresses = [.. host.Addresses.Select(address => new AddressReport
        {
            Address = address.Address.Address.ToString(),
            Peer = address.Peer,
            Stages = new StageMarks(host, address) { Policy = survey.Sts?.Policy }.All,
            Reachable = address.Reachable,
            Failure = address.Failure?.Describe(),
            Tls = address.Tls,
            TlsProfile = TlsProfileReport.Of(address.Probe),
            Transcript = withTranscript ? address.Call.Lines : null,
        })],
    };
}
