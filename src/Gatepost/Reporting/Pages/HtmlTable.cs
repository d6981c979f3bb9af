namespace Gatepost.Reporting.Pages;

/// <summary>A table with a caption for those who hear it, and numbers at the right.</summary>
/// <param name="caption">What it holds.</param>
/// <param name="headers">The headers; those that begin with # are of numbers.</param>
internal sealed class HtmlTable(string caption, params string[] headers)
{
    private readonly Html _rows = new();
    private bool _isEmpty = true;

    /// <summary>Adds a row: of texts, numbers and drawings. The first one names it.</summary>
    public HtmlTable Row(params Html[] cells)
    {
        _isEmpty = false;
        _rows.Add($"<tr>");
        for (var i = 0; i < cells.Length; i++)
        {
            if (i == 0) _rows.Add($"<th scope=\"row\">{cells[i]}</th>");
            else _rows.Add($"<td{Kind(i)}>{cells[i]}</td>");
        }

        _rows.Add($"</tr>\n");
        return this;
    }

    /// <summary>The table; nothing where it has no rows.</summary>
    public Html End()
    {
        if (_isEmpty) return new Html();
        var html = Html.Of($"<table>\n<caption>{caption}</caption>\n<thead><tr>");
        for (var i = 0; i < headers.Length; i++) html.Add($"<th scope=\"col\"{Kind(i)}>{headers[i].TrimStart('#')}</th>");
        return html.Add($"</tr></thead>\n<tbody>\n{_rows}</tbody>\n</table>\n");
    }

    private Html Kind(int column) => headers[column].StartsWith('#') ? Html.Of($" class=\"number\"") : new Html();
}
