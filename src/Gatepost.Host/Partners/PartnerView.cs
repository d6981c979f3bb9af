using System.Globalization;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Partners;

/// <summary>Partners for people.</summary>
internal static class PartnerView
{
    private const int Words = 160;

    public static void Print(Terminal terminal, IReadOnlyList<PartnerRow> rows)
    {
        if (rows.Count == 0)
        {
            terminal.Out.WriteLine("There is no [[partner]] in the configuration. \"gatepost partner add\" makes one.");
            return;
        }

        var table = new Table("Partner", "State", "Until", "To them", "Met", "From them", "Met", "Last");
        foreach (var row in rows)
        {
            var last = new[] { row.Sent?.Last, row.Received?.Last }.Max();
            table.Add(row.Name,
                new Cell(row.State, row.State switch { "enforce" => "green", "ended" => "yellow", _ => "blue" }),
                row.ValidUntil ?? "", row.Level ?? "-", Share(row.Sent), row.Inbound ?? "-", Share(row.Received),
                last is { } moment ? Amount.Moment(moment) : "never");
        }

        table.Print(terminal);
    }

    public static void PrintWhole(Terminal terminal, PartnerRow row)
    {
        (string Name, string? Text)[] lines =
        [
            ("partner", row.Name), ("domains", string.Join(' ', row.Domains)), ("directions", row.Directions),
            ("state", row.State), ("valid until", row.ValidUntil), ("to them", row.Level), ("on failure", row.OnFailure),
            ("from them", row.Inbound), ("owner", row.Owner), ("contact", row.Contact), ("reason", row.Reason),
        ];
        foreach (var (name, text) in lines)
            if (!string.IsNullOrEmpty(text)) terminal.Out.WriteLine($"{name,-12} {PeerText.Escape(text, 300)}");
        PrintHistory(terminal, "to them", row.Sent);
        PrintHistory(terminal, "from them", row.Received);
    }

    public static void PrintHistory(Terminal terminal, string way, PartnerHistory? history)
    {
        if (history is null) return;
        var what = history.Messages == 0
            ? "no mail"
            : $"{(history.Messages == 1 ? "1 message" : $"{history.Messages} messages")}, {history.Failed} would have failed"
                + (history.Refused == 0 ? "" : $" (refused: {history.Refused})");
        terminal.Out.WriteLine($"{way,-12} last {history.Days} days: {what}");
        foreach (var problem in history.Problems)
            terminal.Out.WriteLine($"{"",-12}   {problem.Messages} because {problem.Reason}");
    }

    /// <param name="terminal">Where to.</param>
    /// <param name="test">What was found.</param>
    /// <param name="agreed">The level of the row, where it is in force or watched already.</param>
    public static void Print(Terminal terminal, PartnerTest test, TlsLevel? agreed = null)
    {
        var table = new Table("Host", "TLS", "Highest", "Why no more");
        foreach (var host in test.Hosts)
        {
            var highest = new Cell(host.Best, host.IsDown ? "yellow" : host.Levels.Count > 0 ? "green" : "red");
            table.Add(host.Peer, host.Tls ?? "none", highest, PeerText.Shorten(host.Problem, Words));
        }

        if (test.Hosts.Count > 0) table.Print(terminal);
        terminal.Out.WriteLine(test switch
        {
            { Highest: null } => $"No host of {test.Partner} was reached.",
            { Highest: HostTest.Nothing } => $"What {test.Partner} publishes keeps mail from its own hosts: it would wait.",
            _ => $"All hosts of {test.Partner} that were reached meet: "
                + $"{(test.Levels.Count > 0 ? string.Join(", ", test.Levels) : test.Highest)}.",
        });
        if (agreed is { } level && test.IsReached)
            terminal.Out.WriteLine($"Agreed is: {level.Word()}, which {(test.Meets(level) ? "is met" : "is not met")}.");
        foreach (var warning in test.Warnings) terminal.Out.WriteLine($"Warning: {warning}.");
    }

    private static string Share(PartnerHistory? history) => history is null or { Messages: 0 } ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000.0 * history.Met / history.Messages) / 10:0.#} %");
}
