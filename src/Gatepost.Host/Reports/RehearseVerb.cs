using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Reporting.Pages;

namespace Gatepost.Host.Reports;

/// <summary><c>gatepost report rehearse</c>: what would more encryption have cost?</summary>
internal sealed class RehearseVerb(Terminal terminal, DeskDoor door)
{
    private static readonly TlsLevel[] Levels =
        [TlsLevel.Encrypt, TlsLevel.Verify, TlsLevel.Secure, TlsLevel.Fingerprint, TlsLevel.Dane, TlsLevel.DaneOnly];

    private readonly ReportOptions _options = new();

    private readonly Option<string> _level = new Option<string>("--level")
    {
        Description = $"The level that would have been demanded: {string.Join(", ", Levels.Select(level => level.Word()))}.",
        HelpName = "LEVEL",
        Required = true,
    }.AcceptOnlyFromAmong([.. Levels.Select(level => level.Word())]);

    private readonly Option<string> _direction = new Option<string>("--direction")
    {
        Description = "Of those to whom mail goes (out), or of those who bring it (in; with --level encrypt only).",
        DefaultValueFactory = _ => "out",
    }.AcceptOnlyFromAmong("in", "out");

    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV." };

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var rehearse = new RehearseVerb(terminal, door);
        return new Verb("rehearse",
                "Tells which messages would have been held or sent back, had a level of TLS been demanded, and why.",
                "gatepost report rehearse --level verify", "gatepost report rehearse --level secure --domain lighthouse.example",
                "gatepost report rehearse --level encrypt --direction in --days 90 --csv")
            .With([rehearse._level, .. rehearse._options.With(rehearse._direction, rehearse._csv)])
            .Does(terminal, rehearse.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var form = _options.Form(parsed, parsed.GetValue(_csv));
        var query = Query(parsed, form);
        await using var desk = await door(_options.Config(parsed), cancellationToken);
        var rehearsal = await desk.RehearseAsync(query, cancellationToken);
        switch (form)
        {
            case ReportForm.Json:
                ShownJson.Print(terminal, rehearsal, DeskJson.Default);
                break;
            case ReportForm.Csv:
                ReportCsv.Print(terminal.Out, rehearsal);
                break;
            case ReportForm.Html:
                var page = RehearsalPage.Of(rehearsal);
                await _options.WriteAsync(parsed, terminal, page, rehearsal.Answer, cancellationToken);
                break;
            default:
                RehearsalView.Print(terminal, rehearsal);
                break;
        }

        return ExitCode.Ok;
    }

    private RehearsalQuery Query(ParseResult parsed, ReportForm form)
    {
        var level = Levels.First(level => level.Word() == parsed.GetValue(_level));
        var direction = parsed.GetValue(_direction) == "in" ? MailDirection.In : MailDirection.Out;
        if (direction is MailDirection.In && level is not TlsLevel.Encrypt)
        {
            throw new Trouble("of those who bring mail no more can be demanded than TLS itself: write --level encrypt, or leave "
                + "--direction in away", ExitCode.Usage);
        }

        return new RehearsalQuery
        {
            Level = level,
            Period = _options.Period.Read(parsed, terminal.Time),
            Domain = _options.Domain(parsed),
            Direction = direction,
            Top = _options.Top(parsed, form),
        };
    }
}
