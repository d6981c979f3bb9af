using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Reporting.Pages;

/// <summary>A rehearsal as a page: for whoever has to decide whether more encryption is demanded.</summary>
public static class RehearsalPage
{
    private const int LongestDomain = 60;

    /// <summary>The page.</summary>
    public static string Of(Rehearsal rehearsal)
    {
        var level = rehearsal.Query.Level.Word();
        var head = Html.Of($"""
            <p class="eyebrow">{rehearsal.Hostname} · {rehearsal.Query.Period.ToString()}</p>
            <h1>What if “{level}” were demanded?</h1>
            <p class="answer">{rehearsal.Answer}</p>

            """);
        return PageFrame.Of(
            $"Rehearsal of {level}, {rehearsal.Hostname}, {rehearsal.Query.Period}", head,
            Reasons(rehearsal).Add(Rows(rehearsal)).Add(Reading(rehearsal)),
            PageFrame.Foot(rehearsal.Hostname, rehearsal.MadeAt));
    }

    private static Html Reasons(Rehearsal rehearsal)
    {
        if (rehearsal.Kept == 0) return new Html();
        var table = new HtmlTable("Messages by reason", "Why", "#Messages", "#Share of all", "", "#Domains");
        foreach (var row in rehearsal.Reasons)
        {
            table.Row(Cells.Text(row.Reason.Plain()), Cells.Count(row.Messages), Cells.Share(row.Messages, rehearsal.Messages),
                ShareBar.Of(row.Messages, rehearsal.Kept, "kept"), Cells.Count(row.Domains));
        }

        return PageFrame.Section("Why", null, table.End());
    }

    private static Html Rows(Rehearsal rehearsal)
    {
        if (rehearsal.Kept == 0) return new Html();
        var table = new HtmlTable(
            "Messages by domain and reason", "Domain", "Partner", "Why", "#Kept", "#of", "", "They would have", "Last (UTC)");
        foreach (var row in rehearsal.Rows.Rows)
        {
            table.Row(
                Cells.Text(PeerText.Escape(PageFrame.Domain(row.Domain), LongestDomain)),
                Cells.Text(row.Partner ?? ""), Cells.Text(row.Reason.Plain()),
                Cells.Count(row.Kept), Cells.Count(row.Messages), ShareBar.Of(row.Kept, row.Messages, "kept"),
                Fate(rehearsal, row), Cells.Moment(row.Last));
        }

        return PageFrame.Section("Whose mail", null, table.End().Add(Cells.More(rehearsal.Rows.More, "row")));
    }

    private static Html Fate(Rehearsal rehearsal, RehearsalRow row) =>
        rehearsal.Query.Direction is MailDirection.In ? Html.Of($"been refused")
        : row.IsHopeless ? Html.Of($"<strong class=\"bad\">gone back</strong>")
        : Html.Of($"waited");

    private static Html Reading(Rehearsal rehearsal)
    {
        var anyway = rehearsal.KeptAnyway == 0 ? ""
            : $"Besides, TLS kept {Figures.Count(rehearsal.KeptAnyway, "message")} anyway, at the levels of that time; "
                + "they are not counted here. ";
        return PageFrame.Section("How this was counted", null, Html.Of($"""
            <p>{anyway}Each message that was delivered in the period is held against the level by what the server that took it
            could prove: its certificate, its TLSA records, its policy. Another server of the same domain might have proven more,
            and a message would then have gone there. A domain of whose messages none met the level would not have met it later
            either: its mail would have gone back to the senders when its time in the queue was over.</p>

            """));
    }
}
