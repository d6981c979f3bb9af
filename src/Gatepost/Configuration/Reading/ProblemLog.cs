namespace Gatepost.Configuration.Reading;

/// <summary>Gathers what is wrong, so that all of it can be told at once.</summary>
internal sealed class ProblemLog
{
    private readonly List<ConfigProblem> _problems = [];

    public bool HasErrors => _problems.Exists(static problem => problem.Severity is ProblemSeverity.Error);

    public void Error(Spot spot, string? option, string message, string? remedy = null) =>
        Add(ProblemSeverity.Error, spot, option, (message, remedy));

    public void Warn(Spot spot, string? option, string message, string? remedy = null) =>
        Add(ProblemSeverity.Warning, spot, option, (message, remedy));

    /// <summary>In the order of the file; what concerns no line comes first.</summary>
    public IReadOnlyList<ConfigProblem> InOrder() =>
        [.. _problems.OrderBy(static problem => problem.Line).ThenBy(static problem => problem.Column)];

    /// <summary>After a slip in the syntax nothing behind it can be trusted to mean what it seems to.</summary>
    /// <param name="firstSlip">The line of the first slip.</param>
    /// <param name="told">What was found wrong; what stands before that line, or in no line, is added.</param>
    public void AddBefore(int firstSlip, ProblemLog told) =>
        _problems.AddRange(told._problems.Where(problem =>
            problem.Line < firstSlip && (problem.Line > 0 || firstSlip == int.MaxValue)));

    private void Add(ProblemSeverity severity, Spot spot, string? option, (string Message, string? Remedy) words) =>
        _problems.Add(new ConfigProblem
        {
            Severity = severity,
            File = spot.File,
            Line = spot.Line,
            Column = spot.Column,
            // Keys and slips of syntax come as they stand in the file, and a problem is one line on a terminal and in a log.
            Option = Quoted.OneLine(option),
            Message = Quoted.OneLine(words.Message),
            Remedy = Quoted.OneLine(words.Remedy),
        });
}
