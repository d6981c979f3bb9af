using Gatepost.Messages;

namespace Gatepost.Reporting.Pages;

/// <summary>Shares of a whole as one bar.</summary>
internal static class ShareBar
{
    private const double LeastSeen = 0.6;

    /// <summary>What protected some messages.</summary>
    public static Html Of(Traffic traffic)
    {
        if (traffic.Messages == 0) return new Html();
        var svg = Begin(BarChart.Words(traffic));
        var x = 0.0;
        foreach (var assurance in Assurances.All)
        {
            var count = traffic.Of(assurance);
            if (count == 0) continue;
            var width = Math.Max(LeastSeen, 100.0 * count / traffic.Messages);
            Add(svg, $"a{(int)assurance}", x, width);
            x += width;
        }

        return svg.Add($"</svg>");
    }

    /// <summary>One part of a whole, in the colour of what it is.</summary>
    public static Html Of(long part, long whole, string kind)
    {
        if (whole == 0 || part == 0) return new Html();
        var svg = Begin(Figures.Part(part, whole));
        Add(svg, "rest", 0, 100);
        Add(svg, kind, 0, Math.Max(LeastSeen, 100.0 * part / whole));
        return svg.Add($"</svg>");
    }

    // In percent of the element, so that nothing is distorted whatever its size is.
    private static void Add(Html svg, string kind, double x, double width) =>
        svg.Add($"<rect class=\"{kind}\" x=\"{x}%\" width=\"{width}%\" height=\"100%\"/>");

    private static Html Begin(string words) => Html.Of($"<svg class=\"share\" role=\"img\" aria-label=\"{words}\">");
}
