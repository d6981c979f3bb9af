using System.Globalization;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Gatepost.Reporting;

namespace Gatepost.Host.Reports;

/// <summary>A report for people, in tables that fit 80 columns.</summary>
internal sealed class ReportView
{
    private const int Name = 40;

    private readonly Terminal _terminal;
    private readonly Report _report;
    private readonly bool _out, _in;

    private ReportView(Terminal terminal, Report report)
    {
        (_terminal, _report) = (terminal, report);
        (_out, _in) = (report.Shows(MailDirection.Out), report.Shows(MailDirection.In));
    }

    public static void Print(Terminal terminal, Report report)
    {
        var view = new ReportView(terminal, report);
        view.Head();
        view.Protection();
        view.Trend();
        view.Partners();
        view.Clear();
        view.Troubles();
        view.Levels();
        view.Domains();
    }

    private void Head()
    {
        var about = _report.Query.Domain is { } domain ? $", mail with {PeerText.Escape(domain, Name)}" : "";
        Write($"{_report.Hostname}, {_report.Query.Period}{about}");
        _terminal.Out.WriteLine();
        Write($"Do we encrypt our mail? {_report.Answer}");
    }

    private void Protection()
    {
        Chapter("How mail was protected");
        var table = new Table([.. Headers("Reached", ["Out", "Share"], ["In", "Share"])]);
        foreach (var assurance in Assurances.All)
            table.Add(Row(assurance.Word(), traffic => Part(traffic.Of(assurance), traffic), _report.Out, _report.In));
        table.Add(Row("in all", traffic => [Count(traffic.Messages), ""], _report.Out, _report.In));
        table.Print(_terminal);
        var (traffic, inside) = (_report.Out, _report.Submitted.Messages + _report.Inward.Messages);
        if (_out && traffic.Failed + traffic.FailedForTls + traffic.Dropped > 0)
        {
            var dropped = traffic.Dropped == 0 ? "" : $"; {Figures.Count(traffic.Dropped)} dropped by an operator";
            Write($"Not delivered: {Figures.Count(traffic.FailedForTls)} for want of TLS, {Figures.Count(traffic.Failed)} for "
                + $"other reasons (no such user, no such host){dropped}.");
        }

        if (_in && _report.In.Refused > 0)
        {
            Write($"Not taken: {Figures.Count(_report.In.Refused, "attempt")} of partners whose mail did not come as agreed "
                + "(gatepost ledger --kind refused).");
        }

        if (inside > 0) Write($"Within the house: {Inside("from", _report.Submitted)}; {Inside("to", _report.Inward)}.");
    }

    private static string Inside(string way, Traffic traffic) => traffic.Messages == 0
        ? $"none {way} our own servers"
        : $"{Figures.Count(traffic.Messages, "message")} {way} our own servers, "
            + $"{Figures.Share(traffic.OverTls, traffic.Messages)} over TLS";

    private void Trend()
    {
        if (_report.Days.All(day => day.Out.IsNothing() && day.In.IsNothing())) return;
        var (unit, rows) = Reporting.Trend.Of(_report.Days);
        Chapter($"By {unit}");
        var table = new Table([.. Headers(
            char.ToUpperInvariant(unit[0]) + unit[1..], ["Out", "clear", "verified"], ["In", "clear"])]);
        var begun = rows.SkipWhile(row => row.Out.IsNothing() && row.In.IsNothing()).ToList();
        if (begun.Count < rows.Count) Write($"nothing before {begun[0].Label}");
        foreach (var row in begun)
        {
            var cells = new List<Cell> { row.Label };
            if (_out) cells.AddRange([Count(row.Out.Messages), Bad(row.Out.Clear), Share(row.Out.Verified, row.Out.Messages)]);
            if (_in) cells.AddRange([Count(row.In.Messages), Bad(row.In.Clear)]);
            table.Add([.. cells]);
        }

        table.Print(_terminal);
    }

    private void Partners()
    {
        if (_report.Partners.Count == 0) return;
        Chapter("Partners");
        var table = new Table([.. Headers2(
            "Partner", "Demanded", ["Out", "clear", "verified", "kept"], ["In", "clear", "refused"])]);
        foreach (var row in _report.Partners)
        {
            var cells = new List<Cell> { Shown(row.Name), row.Demand() };
            if (_out)
            {
                cells.AddRange([Count(row.Out.Messages), Bad(row.Out.Clear), Share(row.Out.Verified, row.Out.Messages),
                    Bad(row.Out.FailedForTls + row.Out.WaitsForTls)]);
            }

            if (_in) cells.AddRange([Count(row.In.Messages), Bad(row.In.Clear), Bad(row.In.Refused)]);
            table.Add([.. cells]);
        }

        table.Print(_terminal);
    }

    private void Clear()
    {
        if (_out) Clear("Who got mail in clear text", _report.ClearOut, static row => row.Out);
        if (_in) Clear("Who sent mail in clear text", _report.ClearIn, static row => row.In);
    }

    private void Clear(string title, Ranking<DomainRow> ranking, Func<DomainRow, Traffic> of)
    {
        if (ranking.Total == 0) return;
        Chapter(title);
        var table = new Table("Domain", "In clear", "of", "Last (UTC)");
        foreach (var row in ranking.Rows)
        {
            var traffic = of(row);
            table.Add(Shown(row.Domain), Bad(traffic.Clear), Count(traffic.Messages), Moment(traffic.LastInClear));
        }

        table.Print(_terminal);
        More(ranking.More, "domain");
    }

    private void Troubles()
    {
        if (_report.Troubles.Total == 0) return;
        Chapter("What TLS kept");
        var table = new Table("Domain", "Why", "Lost", "Waits", "Late", "Last");
        foreach (var row in _report.Troubles.Rows)
        {
            table.Add(Shown(row.Domain), row.Reason.Plain(), Bad(row.GivenUp + row.Dropped), Bad(row.Waiting),
                Count(row.DeliveredLater), Day(row.Last));
        }

        table.Print(_terminal);
        Write("Lost: given up, or dropped by an operator. Late: delivered in the end.");
        More(_report.Troubles.More, "row");
    }

    private void Levels()
    {
        if (!_out || _report.Levels.Count == 0) return;
        Chapter("If a level were demanded of all (gatepost report rehearse tells more)");
        var table = new Table("Level", "Would go", "Would be kept", "Share", "Domains");
        foreach (var row in _report.Levels)
        {
            table.Add(row.Level.Word(), Count(row.Met), Count(row.Kept), Share(row.Kept, row.Met + row.Kept), Count(row.Domains));
        }

        table.Print(_terminal);
    }

    private void Domains()
    {
        if (_report.Domains.Total == 0) return;
        Chapter("Most mail");
        var table = new Table([.. Headers2("Domain", "Partner", ["Out", "clear", "verified"], ["In", "clear"])]);
        foreach (var row in _report.Domains.Rows)
        {
            var cells = new List<Cell> { Shown(row.Domain), row.Partner is null ? "" : Shown(row.Partner) };
            if (_out) cells.AddRange([Count(row.Out.Messages), Bad(row.Out.Clear), Share(row.Out.Verified, row.Out.Messages)]);
            if (_in) cells.AddRange([Count(row.In.Messages), Bad(row.In.Clear)]);
            table.Add([.. cells]);
        }

        table.Print(_terminal);
        More(_report.Domains.More, "domain");
    }

    private IEnumerable<string> Headers(string first, string[] outward, string[] inward) =>
        [first, .. _out ? outward : [], .. _in ? inward : []];

    private IEnumerable<string> Headers2(string first, string second, string[] outward, string[] inward) =>
        [first, second, .. _out ? outward : [], .. _in ? inward : []];

    private Cell[] Row(string label, Func<Traffic, Cell[]> cells, Traffic outward, Traffic inward) =>
        [label, .. _out ? cells(outward) : [], .. _in ? cells(inward) : []];

    private void Chapter(string title)
    {
        _terminal.Out.WriteLine();
        Write(title);
    }

    private void More(long more, string noun)
    {
        if (more > 0) Write($"and {Figures.Count(more, noun)} more; --top {_report.Query.Top + more} shows all");
    }

    private void Write(string text) => Prose.Write(_terminal, text);

    private static string Shown(string domain) => domain.Length == 0 ? "<>" : PeerText.Escape(domain, Name);

    private static Cell[] Part(long part, Traffic traffic) => [Count(part), Share(part, traffic.Messages)];

    private static Cell Count(long number) => Cell.Number(Figures.Count(number));

    private static Cell Bad(long number) => Cell.Number(Figures.Count(number), number > 0 ? "red" : null);

    private static Cell Share(long part, long whole) => Cell.Number(Figures.Share(part, whole));

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
