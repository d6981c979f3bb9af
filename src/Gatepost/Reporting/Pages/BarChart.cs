using System.Globalization;
using Gatepost.Messages;

namespace Gatepost.Reporting.Pages;

/// <summary>A trend: a bar for each day, in the colours of what protected its messages, clear text at the bottom.</summary>
internal static class BarChart
{
    private const double Width = 640, Height = 280, Left = 46, Right = 4, Top = 10, Bottom = 22;
    private const double Plot = Height - Top - Bottom, LeastSeen = 1.5;
    private const int LabelsAtMost = 8;

    /// <param name="id">Of the element; unique in the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="rows">The bars.</param>
    /// <param name="of">Which way.</param>
    public static Html Of(string id, string title, IReadOnlyList<TrendRow> rows, Func<TrendRow, Traffic> of)
    {
        var most = Nice(rows.Max(row => of(row).Messages));
        var svg = Html.Of($"""
            <figure>
            <figcaption>{title}</figcaption>
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-title {id}-desc">
            <title id="{id}-title">{title}</title>
            <desc id="{id}-desc">{Describe(rows, of)}</desc>

            """);
        Grid(svg, most);
        var step = (Width - Left - Right) / rows.Count;
        for (var i = 0; i < rows.Count; i++) Bar(svg, rows[i], of(rows[i]), (Left + (i * step), step, most));
        Labels(svg, rows, step);
        return svg.Add($"</svg>\n</figure>\n");
    }

    private static string Describe(IReadOnlyList<TrendRow> rows, Func<TrendRow, Traffic> of)
    {
        var (total, clear) = (rows.Sum(row => of(row).Messages), rows.Sum(row => of(row).Clear));
        return $"Stacked bars from {rows[0].Label} to {rows[^1].Label}: {Figures.Count(total, "message")} in all, "
            + $"{Figures.Part(clear, total)} in clear text. The table beside holds the numbers.";
    }

    private static void Grid(Html svg, long most)
    {
        var parts = most.ToString(CultureInfo.InvariantCulture)[0] switch { '3' or '6' => 3, '5' => 5, _ => 4 };
        for (var i = 0; i <= parts; i++)
        {
            if (most * i % parts != 0) continue;
            var (y, count) = (Top + Plot - (Plot * i / parts), Figures.Count(most * i / parts));
            svg.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>");
            svg.Add($"<text class=\"tick\" x=\"{Left - 6}\" y=\"{y + 3.5}\" text-anchor=\"end\">{count}</text>\n");
        }
    }

    private static void Bar(Html svg, TrendRow row, Traffic traffic, (double X, double Step, long Most) place)
    {
        if (traffic.Messages == 0) return;
        var y = Top + Plot;
        svg.Add($"<g><title>{row.Label}: {Words(traffic)}</title>");
        foreach (var assurance in Assurances.All)
        {
            var count = traffic.Of(assurance);
            if (count == 0) continue;
            var height = Math.Max(LeastSeen, Plot * count / place.Most);
            y -= height;
            svg.Add($"<rect class=\"a{(long)assurance}\" x=\"{place.X + (place.Step * 0.12)}\" y=\"{y}\" ");
            svg.Add($"width=\"{place.Step * 0.76}\" height=\"{height}\"/>");
        }

        svg.Add($"</g>\n");
    }

    private static void Labels(Html svg, IReadOnlyList<TrendRow> rows, double step)
    {
        var each = (rows.Count + LabelsAtMost - 1) / LabelsAtMost;
        for (var i = 0; i < rows.Count; i += each)
        {
            var label = rows[i].Label.Length > 7 ? rows[i].First.ToString("MM-dd", CultureInfo.InvariantCulture) : rows[i].Label;
            var x = Left + ((i + 0.5) * step);
            svg.Add($"<text class=\"tick\" x=\"{x}\" y=\"{Height - 6}\" text-anchor=\"middle\">{label}</text>\n");
        }
    }

    /// <summary>What protected some messages, in words.</summary>
    public static string Words(Traffic traffic) => string.Join(", ", Assurances.All.Where(assurance => traffic.Of(assurance) > 0)
        .Select(assurance => $"{Figures.Count(traffic.Of(assurance))} {PageFrame.NameOf(assurance)}"));

    // A digit and noughts, so that its parts are numbers that one can read.
    private static long Nice(long most)
    {
        for (long ten = 1; ; ten *= 10)
        {
            foreach (var digit in (ReadOnlySpan<long>)[1, 2, 3, 4, 5, 6, 8])
                if (digit * ten >= most) return digit * ten;
        }
    }
}
