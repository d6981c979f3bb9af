namespace Gatepost.Tests.Docs;

/// <summary>The rows of the tables of a Markdown page.</summary>
internal static class MarkdownTable
{
    /// <summary>Cells of each row whose table has this first header cell, headers and rules left out.</summary>
    public static IEnumerable<string[]> Rows(string markdown, string firstHeader)
    {
        var inside = false;
        foreach (var line in markdown.Split('\n'))
        {
            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (!line.StartsWith('|')) inside = false;
            else if (cells[0] == firstHeader) inside = true;
            else if (inside && !cells[0].StartsWith("--", StringComparison.Ordinal)) yield return cells;
        }
    }
}
