using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Output;
using Gatepost.Messages;

namespace Gatepost.Host.Check;

/// <summary>Prints many reports as one line each, the worst first, and what they come to.</summary>
internal static class SummaryView
{
    public static void Print(Terminal terminal, IReadOnlyList<DomainReport> reports)
    {
        var table = new Table("Domain", "Outlook", "Proven", "F", "W", "Breaks at");
        foreach (var report in reports
            .OrderByDescending(report => report.Outlook).ThenBy(report => report.Domain, StringComparer.Ordinal))
            table.Add(
                report.Domain,
                new Cell(Word(report.Outlook), DomainView.Colour(report.Outlook)),
                new Cell(report.Reachable?.Word() ?? "unknown", DomainView.Colour(report.Reachable)),
                Count(report, Severity.Fail, "red"),
                Count(report, Severity.Warning, "yellow"),
                report.IfEnforced.FirstOrDefault(level => level.Breaks)?.Level.Word()
                    ?? (report.IfEnforced.Count > 0 ? "nothing" : "unknown"));
        table.Print(terminal);
        terminal.Out.WriteLine(string.Join(", ", reports.GroupBy(report => report.Outlook).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Word(group.Key)}")));
    }

    private static Cell Count(DomainReport report, Severity severity, string colour)
    {
        var count = report.Findings.Count(finding => finding.Severity == severity);
        return new($"{count}", count > 0 ? colour : null);
    }

    private static string Word(Outlook outlook) => outlook.ToString().ToLowerInvariant();
}
