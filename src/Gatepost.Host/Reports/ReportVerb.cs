using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Reporting.Pages;

namespace Gatepost.Host.Reports;

/// <summary><c>gatepost report</c>: do we encrypt our mail?</summary>
internal sealed class ReportVerb(Terminal terminal, DeskDoor door)
{
    private readonly ReportOptions _options = new();

    private readonly Option<string?> _direction =
        new Option<string?>("--direction") { Description = "Only mail that came in, or only mail that left." }
            .AcceptOnlyFromAmong("in", "out");

    private readonly Option<string?> _csv = new Option<string?>("--csv")
    {
        Description = "Print CSV: of the domains (when nothing is said), the days, or the partners.",
        HelpName = "domains|days|partners",
        Arity = ArgumentArity.ZeroOrOne,
    }.AcceptOnlyFromAmong("domains", "days", "partners");

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var report = new ReportVerb(terminal, door);
        return new Verb("report",
                "Tells how much mail was encrypted, how well, with whom, and what was not: the last 30 days, from the ledger.",
                "gatepost report", "gatepost report --since 2026-11-01 --until 2026-12-01 --html november.html",
                "gatepost report --domain lighthouse.example --days 90", "gatepost report rehearse --level verify")
            .With(report._options.With(report._direction, report._csv))
            .With(RehearseVerb.Build(terminal, door))
            .Does(terminal, report.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isCsv = parsed.GetResult(_csv) is not null;
        var form = _options.Form(parsed, isCsv);
        var query = new ReportQuery
        {
            Period = _options.Period.Read(parsed, terminal.Time),
            Domain = _options.Domain(parsed),
            Direction = parsed.GetValue(_direction) switch { "in" => MailDirection.In, "out" => MailDirection.Out, _ => null },
            Top = _options.Top(parsed, form),
        };
        await using var desk = await door(_options.Config(parsed), cancellationToken);
        var report = await desk.ReportAsync(query, cancellationToken);
        switch (form)
        {
            case ReportForm.Json:
                ShownJson.Print(terminal, report, DeskJson.Default);
                break;
            case ReportForm.Csv:
                ReportCsv.Print(terminal.Out, report, parsed.GetValue(_csv) ?? "domains");
                break;
            case ReportForm.Html:
                await _options.WriteAsync(parsed, terminal, ReportPage.Of(report), report.Answer, cancellationToken);
                break;
            default:
                ReportView.Print(terminal, report);
                break;
        }

        return ExitCode.Ok;
    }
}
