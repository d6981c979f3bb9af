using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Reporting.Pages;

/// <summary>The report as a page for a manager, who reads its top, and an auditor, who reads the rest.</summary>
public sealed class ReportPage
{
    private const int LongestDomain = 60;

    private readonly Report _report;
    private readonly bool _out, _in;

    private ReportPage(Report report) =>
        (_report, _out, _in) = (report, report.Shows(MailDirection.Out), report.Shows(MailDirection.In));

    /// <summary>The page.</summary>
    public static string Of(Report report)
    {
        var page = new ReportPage(report);
        var body = page.Tiles().Add(page.Protection()).Add(page.Trend()).Add(page.Partners()).Add(page.Clear())
            .Add(page.Troubles()).Add(page.Levels()).Add(page.Domains()).Add(Reading());
        return PageFrame.Of(
            $"Mail encryption, {report.Hostname}, {report.Query.Period}", page.Head(), body,
            PageFrame.Foot(report.Hostname, report.MadeAt));
    }

    private Html Head()
    {
        var about = _report.Query.Domain is { } domain ? $" · mail with {PeerText.Escape(domain, LongestDomain)}" : "";
        return Html.Of($"""
            <p class="eyebrow">{_report.Hostname} · {_report.Query.Period.ToString()}{about}</p>
            <h1>Do we encrypt our mail?</h1>
            <p class="answer">{_report.Answer}</p>

            """);
    }

    private Html Tiles()
    {
        var html = Html.Of($"<ul class=\"tiles\">\n");
        var (sent, came) = (_report.Out, _report.In);
        if (_out) Tile(html, "left us over TLS", sent.OverTls, sent);
        if (_out) Tile(html, "left us to a server that proved who it is", sent.Verified, sent);
        if (_in) Tile(html, "came in over TLS", came.OverTls, came);
        if (_out)
        {
            var kept = sent.WaitsForTls + sent.FailedForTls;
            html.Add($"<li{Bad(kept > 0)}><b>{Figures.Count(kept)}</b> not sent for want of TLS");
            html.Add($"<small>{Figures.Count(sent.WaitsForTls)} waiting, ");
            html.Add($"{Figures.Count(sent.FailedForTls)} given up</small></li>\n");
        }

        return html.Add($"</ul>\n");
    }

    private static void Tile(Html html, string what, long part, Traffic traffic)
    {
        var share = traffic.Messages == 0 ? "none" : Figures.Share(part, traffic.Messages);
        html.Add($"<li><b>{share}</b> {what}");
        html.Add($"<small>{Figures.Count(part)} of {Figures.Count(traffic.Messages, "message")}</small></li>\n");
    }

    private Html Protection()
    {
        var table = new HtmlTable("Messages by what protected them",
            ["Protection", .. Ways(["#Left us", "#Share"], ["#Came in", "#Share"])]);
        foreach (var assurance in Assurances.All)
        {
            table.Row([Html.Of($"{PageFrame.Swatch(assurance)}{PageFrame.NameOf(assurance)}"),
                .. Both(traffic => [Cells.Count(traffic.Of(assurance)), Cells.Share(traffic.Of(assurance), traffic.Messages)])]);
        }

        table.Row([Html.Of($"in all"), .. Both(traffic => [Cells.Count(traffic.Messages), new Html()])]);
        var bars = new Html();
        if (_out) bars.Add($"<div class=\"whole\"><span>left us</span>{ShareBar.Of(_report.Out)}</div>\n");
        if (_in) bars.Add($"<div class=\"whole\"><span>came in</span>{ShareBar.Of(_report.In)}</div>\n");
        var body = Html.Of($"{bars}<div class=\"beside\"><div>{table.End()}</div><div>{PageFrame.Meanings()}</div></div>\n");
        return PageFrame.Section("How mail was protected", null, body.Add(Undelivered()).Add(Inside()));
    }

    private Html Undelivered()
    {
        var traffic = _report.Out;
        if (!_out || traffic.Failed + traffic.FailedForTls + traffic.Dropped == 0) return new Html();
        var dropped = traffic.Dropped == 0 ? "" : $"; {Figures.Count(traffic.Dropped)} more were dropped by an operator";
        return Html.Of($"<p class=\"note\">Not in the table, since they were not delivered: ")
            .Add($"{Figures.Count(traffic.FailedForTls, "message")} for want of TLS, and ")
            .Add($"{Figures.Count(traffic.Failed)} for other reasons, such as an unknown recipient{dropped}.</p>\n");
    }

    private Html Inside()
    {
        var (submitted, inward) = (_report.Submitted, _report.Inward);
        if (submitted.Messages + inward.Messages == 0) return new Html();
        return Html.Of($"<p class=\"note\">Within the house: our own servers and people handed in ")
            .Add($"{Figures.Count(submitted.Messages, "message")} ")
            .Add($"({Figures.Share(submitted.OverTls, submitted.Messages)} over TLS), ")
            .Add($"and our own mail servers were given {Figures.Count(inward.Messages)} ")
            .Add($"({Figures.Share(inward.OverTls, inward.Messages)} over TLS).</p>\n");
    }

    private Html Trend()
    {
        if (_report.Days.All(static day => day.Out.Messages + day.In.Messages == 0)) return new Html();
        var (unit, rows) = Reporting.Trend.Of(_report.Days);
        var capital = char.ToUpperInvariant(unit[0]) + unit[1..];
        var table = new HtmlTable(
            $"Messages by {unit}", [capital, .. Ways(["#Left us", "#clear", "#verified"], ["#Came in", "#clear"])]);
        foreach (var row in rows)
        {
            table.Row([Cells.Text(row.Label), .. Ways(
                [Cells.Count(row.Out.Messages), Cells.Bad(row.Out.Clear), Cells.Share(row.Out.Verified, row.Out.Messages)],
                [Cells.Count(row.In.Messages), Cells.Bad(row.In.Clear)])]);
        }

        var charts = PageFrame.Legend(_report.Out, _report.In);
        if (_out) charts.Add(BarChart.Of("trend-out", $"Messages that left us, by {unit}", rows, static row => row.Out));
        if (_in) charts.Add(BarChart.Of("trend-in", $"Messages that came in, by {unit}", rows, static row => row.In));
        return PageFrame.Section($"{capital} by {unit}", null,
            Html.Of($"<div class=\"beside charts\"><div>{charts}</div><div class=\"dense\">{table.End()}</div></div>\n"));
    }

    private Html Partners()
    {
        if (_report.Partners.Count == 0) return new Html();
        var table = new HtmlTable("Partners of the configuration", [.. Headers("Partner", "Demanded")]);
        foreach (var row in _report.Partners)
            table.Row([Cells.Text(row.Name), Html.Of($"<code>{row.Demand()}</code>"), .. Traffics(row.Out, row.In)]);
        return PageFrame.Section("Partners",
            "Those with whom encryption is agreed by a row of the configuration, and what is demanded of TLS now.", table.End());
    }

    private Html Clear()
    {
        var html = new Html();
        if (_out) html.Add(Clear("Who got mail in clear text", _report.ClearOut, static row => row.Out));
        if (_in) html.Add(Clear("Who sent us mail in clear text", _report.ClearIn, static row => row.In));
        return html;
    }

    private static Html Clear(string title, Ranking<DomainRow> ranking, Func<DomainRow, Traffic> of)
    {
        if (ranking.Total == 0) return PageFrame.Section(title, "Nobody.", new Html());
        var table = new HtmlTable(title, "Domain", "#In clear", "#of", "", "Last (UTC)");
        var most = ranking.Rows.Max(row => of(row).Clear);
        foreach (var row in ranking.Rows)
        {
            var traffic = of(row);
            table.Row(Domain(row.Domain), Cells.Bad(traffic.Clear), Cells.Count(traffic.Messages),
                ShareBar.Of(traffic.Clear, most, "a0"), Cells.Moment(traffic.LastInClear));
        }

        return PageFrame.Section(title, null, table.End().Add(Cells.More(ranking.More, "domain")));
    }

    private Html Troubles()
    {
        if (!_out) return new Html();
        const string Title = "What TLS kept";
        if (_report.Troubles.Total == 0)
            return PageFrame.Section(Title, "No message waited or was given up because of TLS.", new Html());
        var table = new HtmlTable("Messages that TLS kept", "Domain", "Why", "#Lost", "#Waiting", "#Came late", "Last (UTC)");
        foreach (var row in _report.Troubles.Rows)
        {
            table.Row(Domain(row.Domain), Cells.Text(row.Reason.Plain()), Cells.Bad(row.GivenUp + row.Dropped),
                Cells.Bad(row.Waiting), Cells.Count(row.DeliveredLater), Cells.Moment(row.Last));
        }

        return PageFrame.Section(Title,
            "Messages that were not sent because the encryption that was demanded, or agreed, could not be had. Lost are "
            + "those that were given up, or dropped by an operator.",
            table.End().Add(Cells.More(_report.Troubles.More, "row")));
    }

    private Html Levels()
    {
        if (!_out || _report.Levels.Count == 0) return new Html();
        var table = new HtmlTable("What each level would have kept",
            "If this were demanded of all", "#Would go", "#Would be kept", "#Share", "", "#Domains");
        foreach (var row in _report.Levels)
        {
            var all = row.Met + row.Kept;
            table.Row(Html.Of($"<code>{row.Level.Word()}</code>"), Cells.Count(row.Met), Cells.Count(row.Kept),
                Cells.Share(row.Kept, all), ShareBar.Of(row.Kept, all, "kept"), Cells.Count(row.Domains));
        }

        return PageFrame.Section("What would break",
            "The mail of this period, had a level been demanded of everybody. "
            + "“gatepost report rehearse --level LEVEL” names the domains and the reasons.", table.End());
    }

    private Html Domains()
    {
        if (_report.Domains.Total == 0) return new Html();
        var table = new HtmlTable("Domains by the number of messages", [.. Headers("Domain", "Partner")]);
        foreach (var row in _report.Domains.Rows)
            table.Row([Domain(row.Domain), Cells.Text(row.Partner ?? ""), .. Traffics(row.Out, row.In)]);
        return PageFrame.Section("Most mail", null, table.End().Add(Cells.More(_report.Domains.More, "domain")));
    }

    private static Html Reading() => PageFrame.Section("How this was counted", null, Html.Of($"""
        <p>A message counts once, however many attempts it took: at what the attempt that delivered it proved, and on the day of
        that attempt. A message to several domains counts once for each, since each copy travels by itself. Where copies for one
        domain travelled differently, the weakest counts. A server that takes mail cannot know more of a sender than clear text,
        encrypted, or a certificate that our own configuration fixes. Days are those of UTC. Each number can be followed to its
        rows with <code>gatepost ledger</code>, as long as these are kept.</p>

        """));

    private IEnumerable<string> Headers(string first, string second) =>
        [first, second, .. Ways(["#Left us", "", "#clear", "#verified"], ["#Came in", "", "#clear"])];

    private Html[] Traffics(Traffic sent, Traffic came) => Ways(
        [Cells.Count(sent.Messages), ShareBar.Of(sent), Cells.Bad(sent.Clear), Cells.Share(sent.Verified, sent.Messages)],
        [Cells.Count(came.Messages), ShareBar.Of(came), Cells.Bad(came.Clear)]);

    private Html[] Both(Func<Traffic, Html[]> cells) => Ways(cells(_report.Out), cells(_report.In));

    // What is said of the directions that are reported.
    private T[] Ways<T>(T[] outward, T[] inward) => [.. _out ? outward : [], .. _in ? inward : []];

    private static Html Domain(string domain) => Cells.Text(PeerText.Escape(PageFrame.Domain(domain), LongestDomain));

    private static Html Bad(bool isBad) => isBad ? Html.Of($" class=\"bad\"") : new Html();
}
