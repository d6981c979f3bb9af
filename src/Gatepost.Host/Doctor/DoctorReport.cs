using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Verbs;

namespace Gatepost.Host.Doctor;

/// <summary>What <c>gatepost doctor</c> says, and prints as JSON.</summary>
internal sealed record DoctorReport
{
    /// <summary>Which Gatepost looked.</summary>
    public string Version { get; init; } = VersionVerb.Number;

    public required string Config { get; init; }

    public required OwnVerdict Verdict { get; init; }

    /// <summary>What is wrong, the gravest first.</summary>
    public required IReadOnlyList<FindingReport> Findings { get; init; }

    /// <summary>What is not.</summary>
    public required IReadOnlyList<WellReport> Well { get; init; }

    public static DoctorReport Of(Examination seen) => Of(seen, DoctorCatalogue.All);

    /// <summary>Where the configuration cannot be read: all else depends on it.</summary>
    public static DoctorReport OfBroken(string path, IReadOnlyList<Finding> findings) => Of(path, findings, []);

    private static DoctorReport Of(Examination seen, IReadOnlyList<IDoctorCheck> checks)
    {
        var findings = new List<Finding>();
        var well = new List<WellReport>();
        foreach (var check in checks)
        {
            var found = check.Judge(seen).ToList();
            findings.AddRange(found);
            if (found.All(static finding => finding.Severity is Severity.Info)) well.Add(new(check.Subject, check.Well(seen)));
        }

        return Of(seen.ConfigPath, findings, well);
    }

    private static DoctorReport Of(string path, IReadOnlyList<Finding> findings, IReadOnlyList<WellReport> well) => new()
    {
        Config = path,
        Verdict = findings.Any(static finding => finding.Severity is Severity.Fail) ? OwnVerdict.Failing
            : findings.Any(static finding => finding.Severity is Severity.Warning) ? OwnVerdict.Weakened
            : OwnVerdict.InOrder,
        Findings = FindingReport.Of(findings, isOwn: false),
        Well = well,
    };
}
