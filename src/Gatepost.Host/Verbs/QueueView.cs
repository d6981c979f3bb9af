using System.Globalization;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Verbs;

/// <summary>Entries of the queue for people.</summary>
internal static class QueueView
{
    private const int Address = 60, Reason = 160, Whole = 1000;

    public static void Print(Terminal terminal, IReadOnlyList<QueueRow> rows)
    {
        if (rows.Count == 0)
        {
            terminal.Out.WriteLine("The queue is empty, or nothing in it fits.");
            return;
        }

        var now = terminal.Time.GetUtcNow();
        var table = new Table("Id", "State", "Age", "Size", "Sender", "Recipients", "Tries", "Next", "Reason");
        foreach (var row in rows)
        {
            table.Add(
                row.Id.ToString(),
                new Cell(row.State, row.State switch { "held" => "yellow", "deferred" => "blue", _ => "green" }),
                Amount.Span(now - row.ArrivedAt),
                Amount.Octets(row.Size),
                PeerText.Escape(row.Sender, Address),
                Recipients(row),
                row.Attempts.ToString(CultureInfo.InvariantCulture),
                row.State == "deferred" ? $"in {Amount.Span(row.NextAttemptAt - now)}" : "",
                PeerText.Shorten(row.Reason, Reason));
        }

        table.Print(terminal);
    }

    public static void PrintWhole(Terminal terminal, QueueRow row)
    {
        var now = terminal.Time.GetUtcNow();
        var lines = new List<(string Name, string Text)>
        {
            ("id", row.Id.ToString()),
            ("state", row.State),
            ("arrived", $"{Amount.Moment(row.ArrivedAt)} ({Amount.Span(now - row.ArrivedAt)} ago)"),
            ("attempts", row.Attempts.ToString(CultureInfo.InvariantCulture)),
            ("next attempt", row.State == "held" ? "when it is released" : Amount.Moment(row.NextAttemptAt)),
            ("reason", PeerText.Shorten(row.Reason, Whole)),
            ("waits for", row.Why is "policy" ? "encryption as it was agreed (policy)" : ""),
            ("released once", PeerText.Shorten(row.Waived, Whole)),
            ("sender", PeerText.Escape(row.Sender, Whole)),
        };
        lines.AddRange(row.Recipients.Select(recipient => ("recipient", PeerText.Escape(recipient, Whole))));
        lines.Add(("destination", PeerText.Escape(row.Destination, Whole)));
        lines.Add(("size", Amount.Octets(row.Size)));
        lines.Add(("from", Origin(row.Origin)));
        lines.Add(("protected", LedgerView.Tls(row.Origin.Tls)));
        if (row.EnvelopeId is { } envelopeId) lines.Add(("envelope id", PeerText.Escape(envelopeId, Whole)));
        foreach (var (name, text) in lines)
        {
            if (text.Length > 0) terminal.Out.WriteLine($"{name,-13} {text}");
        }

        terminal.Out.WriteLine();
    }

    private static string Recipients(QueueRow row) =>
        PeerText.Escape(row.Recipients[0], Address) + (row.Recipients.Count > 1 ? $" and {row.Recipients.Count - 1} more" : "");

    private static string Origin(OriginRow origin) =>
        $"{PeerText.Escape(origin.Helo ?? "", Address)} [{origin.Address ?? "ourselves"}] at listener {origin.Listener}"
        + (origin.User is { } user ? $", user {PeerText.Escape(user, Address)}" : "");
}
