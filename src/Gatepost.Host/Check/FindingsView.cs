using Gatepost.Checks;
using Gatepost.Checks.Reports;

namespace Gatepost.Host.Check;

/// <summary>Prints findings for a person, the gravest first, each with what it means and what to do.</summary>
/// <param name="prose">Where.</param>
/// <param name="explainsAll">Also what is only worth knowing gets its explanation.</param>
internal sealed class FindingsView(Prose prose, bool explainsAll)
{
    public static string Colour(Severity severity) => severity switch
    {
        Severity.Fail => "red",
        Severity.Warning => "yellow",
        _ => "blue",
    };

    public void Print(IReadOnlyList<FindingReport> findings)
    {
        foreach (var group in findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key))
        {
            prose.Blank();
            prose.Heading(group.Key switch
            {
                Severity.Fail => "Failures",
                Severity.Warning => "Warnings",
                _ => "For information",
            });
            foreach (var kind in group.GroupBy(finding => finding.Id)) Print([.. kind], Colour(group.Key));
        }

        if (findings.Any(finding => finding.Severity is Severity.Info) && !explainsAll)
            prose.Text("  ", "(--explain tells what these mean, and so does docs/checks.md.)", "grey");
    }

    private void Print(IReadOnlyList<FindingReport> same, string colour)
    {
        var first = same[0];
        prose.Text($"  {first.Id,-4} ", first.Title, colour);
        foreach (var seen in same.GroupBy(static finding => finding.Detail))
        {
            var places = string.Join(", ", seen.Select(static finding => finding.Where));
            prose.Text("       ", seen.Key.Length == 0 ? places : $"{places}: {seen.Key}");
        }

        if (first.Severity is Severity.Info && !explainsAll) return;
        prose.Text("       ", $"What it means: {first.Meaning}");
        prose.Text("       ", $"What to do: {first.Remedy}");
    }
}
