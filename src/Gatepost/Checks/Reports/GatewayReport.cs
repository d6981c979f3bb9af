using Gatepost.Checks.Own;

namespace Gatepost.Checks.Reports;

/// <summary>What was found out about this gateway from the inside.</summary>
public sealed record GatewayReport
{
    /// <summary>What it calls itself.</summary>
    public required string Hostname { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Each address at which it listens.</summary>
    public required IReadOnlyList<ListenerReport> Listeners { get; init; }

    /// <summary>The servers behind it.</summary>
    public required IReadOnlyList<HostReport> InternalHops { get; init; }

    /// <summary>The findings, the gravest first.</summary>
    public required IReadOnlyList<FindingReport> Findings { get; init; }

    internal static GatewayReport Of(OwnSurvey survey, IEnumerable<Finding> findings) => new()
    {
        Hostname = survey.Config.Hostname,
        CheckedAt = survey.At,
        Listeners = [.. survey.Listeners.Select(ListenerReport.Of)],
        InternalHops = [.. survey.InternalHops.SelectMany(static hop =>
            hop.Seen.Hosts.Select(host => ReportWriter.Of(hop.Seen, host, withTranscript: false)))],
        Findings = FindingReport.Of(findings, isOwn: true),
    };
}
