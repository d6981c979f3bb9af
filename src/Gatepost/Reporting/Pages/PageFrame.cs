using System.Globalization;
using System.Reflection;
using Gatepost.Messages;

namespace Gatepost.Reporting.Pages;

/// <summary>
/// What the pages have in common. Each is complete in itself: no script, nothing from elsewhere, so it can be mailed, kept with
/// the files of an audit, and printed.
/// </summary>
internal static class PageFrame
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Gatepost.Reporting.Pages.report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The words for people, and the colour of each: <c>a0</c> to <c>a5</c> in the style sheet.</summary>
    private static readonly Dictionary<Assurance, (string Name, string Meaning)> Words = new()
    {
        [Assurance.Clear] = ("clear text", "anybody on the way could read it"),
        [Assurance.Encrypted] = ("encrypted", "over TLS; nobody proved who was at the other end"),
        [Assurance.HostVerified] = ("host verified",
            "over TLS, and the certificate was valid for the host's name; that name came from plain DNS, which can be forged"),
        [Assurance.StsVerified] = ("MTA-STS", "over TLS, and the recipient's MTA-STS policy vouched for the host"),
        [Assurance.DaneVerified] = ("DANE", "over TLS, and the recipient's signed DNS vouched for the certificate"),
        [Assurance.PartnerVerified] = ("partner verified", "over TLS, to a name, key or CA that our own configuration fixes"),
    };

    public static string NameOf(Assurance assurance) => Words[assurance].Name;

    /// <summary>A whole page.</summary>
    /// <param name="title">Of the window.</param>
    /// <param name="head">The headline and what stands under it.</param>
    /// <param name="body">The sections.</param>
    /// <param name="foot">Where it comes from.</param>
    public static string Of(string title, Html head, Html body, string foot) => new Html()
        .Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>

            """)
        .Add(Styled())
        .Add($"</head>\n<body>\n")
        .Add(Hatch())
        .Add($"<header>\n{head}</header>\n<main>\n{body}</main>\n<footer><p>{foot}</p></footer>\n</body>\n</html>\n")
        .ToString();

    /// <summary>A section with a headline, and a sentence under it where there is something to say.</summary>
    public static Html Section(string title, string? lead, Html body) => new Html()
        .Add($"<section>\n<h2>{title}</h2>\n")
        .Add(lead is null ? new Html() : Html.Of($"<p class=\"lead\">{lead}</p>\n"))
        .Add($"{body}</section>\n");

    /// <summary>Which colour is what, of those that occur.</summary>
    public static Html Legend(params Traffic[] shown)
    {
        var html = Html.Of($"<ul class=\"legend\">\n");
        foreach (var assurance in Assurances.All.Where(assurance => shown.Any(traffic => traffic.Of(assurance) > 0)))
            html.Add($"<li>{Swatch(assurance)}{NameOf(assurance)}</li>\n");
        return html.Add($"</ul>\n");
    }

    /// <summary>A square in the colour of an assurance.</summary>
    public static Html Swatch(Assurance assurance) => new Html()
        .Add($"<svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">")
        .Add($"<rect class=\"a{(long)assurance}\" width=\"10\" height=\"10\"/></svg>");

    /// <summary>Where a page comes from.</summary>
    public static string Foot(string hostname, DateTimeOffset madeAt) =>
        $"Made by Gatepost on {hostname} at {Moment(madeAt)} UTC, from what its ledger counted.";

    /// <summary>What each word means.</summary>
    public static Html Meanings()
    {
        var html = Html.Of($"<dl>\n");
        foreach (var (assurance, words) in Words)
            html.Add($"<dt>{Swatch(assurance)}{words.Name} <code>{assurance.Word()}</code></dt><dd>{words.Meaning}</dd>\n");
        return html.Add($"</dl>\n");
    }

    public static string Moment(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Who has no sender is nobody's domain.</summary>
    public static string Domain(string domain) => domain.Length == 0 ? "<> (notices)" : domain;

    // Clear text is hatched as well as red, for those who do not see red.
    private static Html Hatch() => Html.Of($"""
        <svg class="defs" width="0" height="0" aria-hidden="true"><defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern>
        </defs></svg>

        """);

    // The style sheet is ours, and the only thing that is put in without being encoded.
    private static Html Styled()
    {
        var holes = new Html.Holes(0, 0);
        holes.AppendLiteral("<style>\n" + Style.Value + "</style>\n");
        return Html.Of(holes);
    }
}
