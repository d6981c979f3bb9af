namespace Gatepost.Configuration;

/// <summary>What reading a configuration gave. A user's mistake is never an exception.</summary>
/// <param name="Config">The snapshot, or null where an error stands against it.</param>
/// <param name="Problems">All errors and warnings at once, in the order of the file.</param>
public sealed record ConfigResult(GatepostConfig? Config, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>Those that stand against taking it.</summary>
    public IEnumerable<ConfigProblem> Errors => Problems.Where(static problem => problem.Severity is ProblemSeverity.Error);

    /// <summary>Those that do not.</summary>
    public IEnumerable<ConfigProblem> Warnings => Problems.Where(static problem => problem.Severity is ProblemSeverity.Warning);
}
