namespace Gatepost.Checks.Reports;

/// <summary>What was found out about our own side.</summary>
public sealed record OwnReport
{
    /// <summary>The gravest of all findings, in one word.</summary>
    public OwnVerdict Verdict => Findings.Select(static finding => finding.Severity).DefaultIfEmpty().Max() switch
    {
        Severity.Fail => OwnVerdict.Failing,
        Severity.Warning => OwnVerdict.Weakened,
        _ => OwnVerdict.InOrder,
    };

    /// <summary>This gateway from the inside; null where there is no configuration.</summary>
    public required GatewayReport? Gateway { get; init; }

    /// <summary>Our domains, as strangers see them.</summary>
    public required IReadOnlyList<DomainReport> Domains { get; init; }

    /// <summary>The findings of all, each once, the gravest first.</summary>
    internal IReadOnlyList<FindingReport> Findings =>
        [.. Domains.SelectMany(static domain => domain.Findings).Concat(Gateway?.Findings ?? []).Distinct()
            .OrderByDescending(static finding => finding.Severity)];
}
