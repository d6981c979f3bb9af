namespace Gatepost.Reporting.Pages;

/// <summary>What stands in tables.</summary>
internal static class Cells
{
    public static Html Text(string text) => Html.Of($"{text}");

    public static Html Count(long number) => Html.Of($"{Figures.Count(number)}");

    /// <summary>A number that ought to be nought.</summary>
    public static Html Bad(long number) =>
        number == 0 ? Html.Of($"0") : Html.Of($"<strong class=\"bad\">{Figures.Count(number)}</strong>");

    /// <summary>How many rows are not shown.</summary>
    public static Html More(long more, string noun) =>
        more <= 0 ? new Html() : Html.Of($"<p class=\"note\">and {Figures.Count(more, noun)} more</p>\n");

    public static Html Share(long part, long whole) => Html.Of($"{Figures.Share(part, whole)}");

    public static Html Moment(DateTimeOffset? time) => Html.Of($"<time>{PageFrame.Moment(time)}</time>");
}
