using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost ledger</c>: how mail was protected.</summary>
internal sealed class LedgerVerb(Terminal terminal, DeskDoor door)
{
    private readonly Option<string?> _since =
        new("--since") { Description = "From this time on: 7d, 12h, 2026-11-23, 2026-11-23T18:00.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Before this time.", HelpName = "TIME" };
    private readonly Option<string?> _domain = new("--domain")
    {
        Description = "Sender or recipient of this domain; .example.org takes its subdomains.",
        HelpName = "DOMAIN",
    };

    private readonly Option<string?> _direction =
        new Option<string?>("--direction") { Description = "To our own domains, or out." }.AcceptOnlyFromAmong("in", "out");
    private readonly Option<string?> _assurance =
        new Option<string?>("--assurance")
        {
            Description = $"What protected a carried message: {string.Join(", ", Assurances.All.Select(a => a.Word()))}.",
            HelpName = "WORD",
        }.AcceptOnlyFromAmong([.. Assurances.All.Select(a => a.Word())]);
    private readonly Option<string?> _kind =
        new Option<string?>("--kind") { Description = "Accepted messages, or attempts." }.AcceptOnlyFromAmong(
            "accepted", "attempt", "dropped", "refused");
    private readonly Option<string?> _message = new("--message") { Description = "All about one message.", HelpName = "ID" };
    private readonly Option<int> _limit =
        CountOption.Create("--limit", "At most so many rows, the newest.", 100);
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _config = ConfigOption.Create();

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var ledger = new LedgerVerb(terminal, door);
        return new Verb("ledger",
            "Tells how mail was protected: one row for each accepted message and each attempt, the newest first.",
                "gatepost ledger --since 7d --assurance clear", "gatepost ledger --domain example.org --json")
            .With(ledger._since, ledger._until, ledger._domain, ledger._direction, ledger._assurance, ledger._kind,
                ledger._message, ledger._limit, ledger._json, ledger._config)
            .Does(terminal, ledger.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = Query(parsed);
        await using var desk = await door(parsed.GetValue(_config), cancellationToken);
        var rows = await desk.QueryAsync(query, cancellationToken);
        if (parsed.GetValue(_json)) ShownJson.Print(terminal, rows, DeskJson.Default);
        else LedgerView.Print(terminal, rows);
        return ExitCode.Ok;
    }

    private LedgerQuery Query(ParseResult parsed)
    {
        Assurance? assurance = parsed.GetValue(_assurance) is { } word && Assurances.TryParse(word, out var proven)
            ? proven
            : null;
        return new LedgerQuery
        {
            Since = TimeArgument.Parse(parsed.GetValue(_since), "--since", terminal.Time),
            Until = TimeArgument.Parse(parsed.GetValue(_until), "--until", terminal.Time),
            Domain = parsed.GetValue(_domain) is { } domain ? DomainName.Normalize(domain) : null,
            Direction = parsed.GetValue(_direction) switch { "in" => MailDirection.In, "out" => MailDirection.Out, _ => null },
            Assurance = assurance,
            Kind = parsed.GetValue(_kind) switch
            {
                "accepted" => LedgerKind.Accepted,
                "attempt" => LedgerKind.Attempt,
                "dropped" => LedgerKind.Dropped,
                "refused" => LedgerKind.Refused,
                _ => null,
            },
            Message = parsed.GetValue(_message) is { } id ? QueueSelection.ReadId(id) : null,
            Limit = parsed.GetValue(_limit),
        };
    }
}
