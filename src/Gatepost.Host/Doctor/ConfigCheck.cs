using Gatepost.Checks;
using Gatepost.Configuration;

namespace Gatepost.Host.Doctor;

/// <summary>K: what is wrong with the configuration.</summary>
internal sealed class ConfigCheck : IDoctorCheck
{
    public static readonly FindingKind Errors = new("K1", Severity.Fail, "The configuration has errors")
    {
        Meaning = "Gatepost does not start with it. One that runs already goes on with the last configuration that was good, and "
            + "nothing that was changed since is in force.",
        Remedy = "Mend what is named, and see that \"gatepost config check\" finds nothing more.",
    };

    public static readonly FindingKind Warnings = new("K2", Severity.Warning, "The configuration has something doubtful")
    {
        Meaning = "Gatepost takes it as it stands, and it probably does not do what was meant, or will cease to.",
        Remedy = "Mend what is named; \"gatepost config check\" shows the same.",
    };

    public string Subject => "configuration";

    public IReadOnlyList<FindingKind> Kinds => [Errors, Warnings];

    public IEnumerable<Finding> Judge(Examination seen) => Judge(seen.ConfigPath, seen.Problems);

    public string Well(Examination seen) => $"{seen.ConfigPath} is right";

    public static IEnumerable<Finding> Judge(string path, IReadOnlyList<ConfigProblem> problems) =>
        problems.Select(problem => new Finding(
            problem.Severity is ProblemSeverity.Error ? Errors : Warnings, path, problem.ToString()));
}
