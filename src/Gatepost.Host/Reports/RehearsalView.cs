using System.Globalization;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Gatepost.Reporting;

namespace Gatepost.Host.Reports;

/// <summary>A rehearsal for people.</summary>
internal static class RehearsalView
{
    private const int Name = 40;

    public static void Print(Terminal terminal, Rehearsal rehearsal)
    {
        Prose.Write(terminal, $"{rehearsal.Hostname}, {rehearsal.Query.Period}");
        terminal.Out.WriteLine();
        Prose.Write(terminal, rehearsal.Answer);
        if (rehearsal.KeptAnyway > 0)
        {
            Prose.Write(terminal, $"Besides, TLS kept {Figures.Count(rehearsal.KeptAnyway, "message")} anyway, at the levels of "
                + "that time; they are not counted here.");
        }

        if (rehearsal.Kept == 0) return;
        Reasons(terminal, rehearsal);
        Rows(terminal, rehearsal);
    }

    private static void Reasons(Terminal terminal, Rehearsal rehearsal)
    {
        terminal.Out.WriteLine();
        var table = new Table("Why", "Messages", "Share", "Domains");
        foreach (var row in rehearsal.Reasons)
        {
            table.Add(row.Reason.Plain(), Cell.Number(Figures.Count(row.Messages)),
                Cell.Number(Figures.Share(row.Messages, rehearsal.Messages)), Cell.Number(Figures.Count(row.Domains)));
        }

        table.Print(terminal);
    }

    private static void Rows(Terminal terminal, Rehearsal rehearsal)
    {
        terminal.Out.WriteLine();
        var isOut = rehearsal.Query.Direction is MailDirection.Out;
        var table = new Table("Domain", "Why", "Kept", "of", isOut ? "They would have" : "It would have been", "Last");
        foreach (var row in rehearsal.Rows.Rows)
        {
            table.Add(
                row.Domain.Length == 0 ? "<>" : PeerText.Escape(row.Domain, Name),
                row.Reason.Plain(),
                Cell.Number(Figures.Count(row.Kept)),
                Cell.Number(Figures.Count(row.Messages)),
                !isOut ? "refused" : row.IsHopeless ? new Cell("gone back", "red") : new Cell("waited", "yellow"),
                row.Last.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        table.Print(terminal);
        if (rehearsal.Rows.More > 0)
        {
            Prose.Write(terminal,
                $"and {Figures.Count(rehearsal.Rows.More, "row")} more; --top {rehearsal.Rows.Total} shows all");
        }
    }
}
