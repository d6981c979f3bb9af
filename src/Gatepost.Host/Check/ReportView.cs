using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Output;
using Gatepost.Messages;

namespace Gatepost.Host.Check;

/// <summary>Prints one report for a person.</summary>
/// <param name="terminal">Where.</param>
/// <param name="explainsAll">Also what is only worth knowing gets its explanation.</param>
internal sealed class ReportView(Terminal terminal, bool explainsAll)
{
    private readonly Prose _prose = new(terminal);

    public static string Colour(Assurance? reachable) => reachable switch
    {
        null => "grey",
        Assurance.Clear => "red",
        Assurance.Encrypted => "yellow",
        _ => "green",
    };

    public static string Words(DomainReport report) => report.Outlook switch
    {
        Outlook.Verified => "mail can go encrypted and verified, at every host",
        Outlook.Encrypted => "mail can go encrypted at every host, but nobody can tell to whom",
        Outlook.Clear => "mail goes in clear text, at one host at least",
        Outlook.Incomplete => "not every host could be used, so nothing is certain",
        _ => "mail cannot be delivered",
    };

    public static string Colour(Outlook outlook) => outlook switch
    {
        Outlook.Verified => "green",
        Outlook.Encrypted or Outlook.Incomplete => "yellow",
        _ => "red",
    };

    public void Print(DomainReport report)
    {
        _prose.Text("", $"{report.Domain}: {Words(report)}", $"bold {Colour(report.Outlook)}");
        _prose.Text("", $"What can be proven at all hosts: {report.Reachable?.Word() ?? "unknown"}");
        _prose.Blank();
        if (report.Hosts.Count > 0)
        {
            new Matrix(_prose).Print(report.Hosts);
            _prose.Blank();
        }

        Heading("How mail would go now");
        _prose.Text("  ", report.Now);
        var stricter = report.Hosts.Where(host => host.Level != report.Level)
            .Select(host => $"{host.Name} to {host.Level.Word()}").ToList();
        var exceptions = stricter.Count > 0 ? $", and {string.Join(", ", stricter)}" : "";
        _prose.Text("  ", $"It is held to the level {report.Level.Word()}{exceptions}, since:");
        foreach (var evidence in report.Evidence) _prose.Text("    ", $"{evidence.Source}: {evidence.Statement}");
        if (report.IfEnforced.Count > 0) PrintEnforcement(report.IfEnforced);
        PrintFindings(report.Findings);
        foreach (var address in report.Hosts.SelectMany(host => host.Addresses)) PrintTranscript(address);
    }

    private void PrintEnforcement(IReadOnlyList<EnforcementReport> levels)
    {
        _prose.Blank();
        Heading("What would break if encryption were enforced");
        EnforcementReport? last = null;
        foreach (var level in levels)
        {
            var word = $"  {level.Level.Word(),-10} ";
            var isSame = level.Breaks && last is not null && level.Obstacles.SequenceEqual(last.Obstacles);
            if (isSame) _prose.Text(word, $"the same as at {last!.Level.Word()}", "red");
            else if (!level.Breaks) _prose.Text(word, "nothing", "green");
            else _prose.Text(word, $"{level.Obstacles.Count} of {level.Judged} addresses would take no mail:", "red");
            last = level;
            if (isSame) continue;
            foreach (var obstacles in level.Obstacles.GroupBy(obstacle => obstacle.Why))
                _prose.Text("             ",
                    $"{string.Join(", ", obstacles.Select(obstacle => obstacle.Peer))}: {obstacles.Key}");
        }
    }

    private void PrintFindings(IReadOnlyList<FindingReport> findings)
    {
        foreach (var group in findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key))
        {
            _prose.Blank();
            var (heading, colour) = group.Key switch
            {
                Severity.Fail => ("Failures", "red"),
                Severity.Warning => ("Warnings", "yellow"),
                _ => ("For information", "blue"),
            };
            Heading(heading);
            foreach (var kind in group.GroupBy(finding => finding.Id)) Print([.. kind], colour);
        }

        if (findings.Any(finding => finding.Severity is Severity.Info) && !explainsAll)
            _prose.Text("  ", "(--explain tells what these mean, and so does docs/checks.md.)", "grey");
    }

    private void Print(IReadOnlyList<FindingReport> same, string colour)
    {
        var first = same[0];
        _prose.Text($"  {first.Id,-4} ", first.Title, colour);
        foreach (var finding in same)
            _prose.Text("       ", finding.Detail.Length == 0 ? finding.Where : $"{finding.Where}: {finding.Detail}");
        if (first.Severity is Severity.Info && !explainsAll) return;
        _prose.Text("       ", $"What it means: {first.Meaning}");
        _prose.Text("       ", $"What to do: {first.Remedy}");
    }

    private void PrintTranscript(AddressReport address)
    {
        if (address.Transcript is not { } lines) return;
        _prose.Blank();
        Heading($"The dialogue with {address.Peer}");
        foreach (var line in lines) _prose.Text($"  {line.Mark} ", line.Text, line.Mark == '~' ? "grey" : null);
        if (address.Failure is { } failure) _prose.Text("  ~ ", failure, "red");
    }

    private void Heading(string text) => _prose.Line(new Cell(text, "bold"));
}
