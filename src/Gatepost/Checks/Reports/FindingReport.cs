namespace Gatepost.Checks.Reports;

/// <summary>A finding with its words.</summary>
public sealed record FindingReport
{
    /// <summary>As docs/checks.md lists it.</summary>
    public required string Id { get; init; }

    /// <summary>How bad it is here.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is about.</summary>
    public required string Where { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What was seen, escaped; empty where there is no more to say.</summary>
    public required string Detail { get; init; }

    /// <summary>What it means.</summary>
    public required string Meaning { get; init; }

    /// <summary>How it is mended.</summary>
    public required string Remedy { get; init; }

    /// <summary>The findings of one report, the gravest first: here alone it is chosen how bad each of them is.</summary>
    internal static IReadOnlyList<FindingReport> Of(IEnumerable<Finding> findings, bool isOwn) =>
        [.. findings.Select(finding => Of(finding, isOwn ? finding.Own : finding.Severity))
            .OrderByDescending(static finding => finding.Severity)];

    private static FindingReport Of(Finding finding, Severity severity) => new()
    {
        Id = finding.Kind.Id,
        Severity = severity,
        Where = finding.Where,
        Title = finding.Kind.Title,
        Detail = finding.Detail,
        Meaning = finding.Kind.Meaning,
        Remedy = finding.Kind.Remedy,
    };
}
