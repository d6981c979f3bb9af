using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Output;

namespace Gatepost.Host.Check;

/// <summary>Prints what was found out about our own side: the verdict, what to do, the gravest first, and then what was
/// seen.</summary>
/// <param name="terminal">Where.</param>
/// <param name="explainsAll">Also what is only worth knowing gets its explanation.</param>
internal sealed class OwnView(Terminal terminal, bool explainsAll)
{
    private readonly Prose _prose = new(terminal);

    public void Print(OwnReport report)
    {
        var findings = report.Findings;
        _prose.Text("", $"Your mail: {Words(report.Verdict)} ({Count(findings)})", $"bold {Colour(report.Verdict)}");
        foreach (var domain in report.Domains)
            Part(domain.Domain, DomainView.Words(domain), DomainView.Colour(domain.Outlook), domain.Findings);
        if (report.Gateway is { } gateway) Part($"{gateway.Hostname} (this gateway)", null, null, gateway.Findings);
        if (report.Domains.Count > 0 && findings.Count > 0)
        {
            _prose.Blank();
            _prose.Text("", "\"The domain's owner\" and \"whoever runs the host\" below are you, or those who do it for you.",
                "grey");
        }

        new FindingsView(_prose, explainsAll).Print(findings);
        var view = new DomainView(terminal, explainsAll);
        foreach (var domain in report.Domains)
        {
            _prose.Blank();
            _prose.Heading($"{domain.Domain}, as a stranger's mail server sees it");
            view.PrintWalk(domain, isOwn: true);
        }

        if (report.Gateway is not null) PrintGateway(report.Gateway);
        view.PrintTls([.. report.Domains.SelectMany(static domain => domain.Hosts),
            .. (report.Gateway?.Listeners ?? []).Select(static listener => listener.Host)]);
        foreach (var domain in report.Domains) view.PrintTranscripts(domain);
    }

    private void PrintGateway(GatewayReport gateway)
    {
        var matrix = new Matrix(_prose);
        if (gateway.Listeners.Count > 0)
        {
            _prose.Blank();
            _prose.Heading("The listeners of this gateway, called from this machine");
            matrix.Print([.. gateway.Listeners.Select(static listener =>
                listener.Host with { Name = $"{listener.Name}, port {listener.Host.Port}" })]);
            foreach (var listener in gateway.Listeners.Where(static listener => listener.RelayReply is not null))
                _prose.Text($"  {listener.Name}: ", $"mail to elsewhere without a right to it: {listener.RelayReply}");
        }

        if (gateway.InternalHops.Count == 0) return;
        _prose.Blank();
        _prose.Heading("The servers behind this gateway, as your mail meets them");
        matrix.Print(gateway.InternalHops);
    }

    private void Part(string name, string? words, string? colour, IReadOnlyList<FindingReport> findings) => _prose.Text(
        "  ", $"{name}: {(words is null ? "" : words + "; ")}{Count(findings)}", colour ?? Colour(findings));

    private static string Words(OwnVerdict verdict) => verdict switch
    {
        OwnVerdict.InOrder => "in order",
        OwnVerdict.Weakened => "it works, and something weakens it or will break",
        _ => "something fails, or cannot be protected",
    };

    private static string Colour(OwnVerdict verdict) => verdict switch
    {
        OwnVerdict.InOrder => "green",
        OwnVerdict.Weakened => "yellow",
        _ => "red",
    };

    private static string Colour(IReadOnlyList<FindingReport> findings) =>
        findings.Count == 0 || findings[0].Severity is Severity.Info ? "green" : FindingsView.Colour(findings[0].Severity);

    private static string Count(IReadOnlyList<FindingReport> findings)
    {
        var kinds = findings.DistinctBy(static finding => (finding.Id, finding.Severity)).ToList();
        var (fails, warnings) = (kinds.Count(IsFail), kinds.Count(static finding => finding.Severity is Severity.Warning));
        return (fails, warnings) switch
        {
            (0, 0) => "nothing to mend",
            (0, _) => Plural(warnings, "warning"),
            (_, 0) => Plural(fails, "failure"),
            _ => $"{Plural(fails, "failure")}, {Plural(warnings, "warning")}",
        };
    }

    private static bool IsFail(FindingReport finding) => finding.Severity is Severity.Fail;

    private static string Plural(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
