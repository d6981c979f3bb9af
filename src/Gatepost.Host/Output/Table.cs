using Spectre.Console;

namespace Gatepost.Host.Output;

/// <summary>Rows and columns: drawn on a terminal, plain and aligned in a pipe.</summary>
internal sealed class Table(params string[] headers)
{
    private const string Gap = "  ";
    private readonly List<Cell[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Print(Terminal terminal)
    {
        if (terminal.OutIsTerminal) Draw(terminal);
        else PrintPlain(terminal.Out);
    }

    private void Draw(Terminal terminal)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var header in headers) table.AddColumn(new TableColumn($"[bold]{Markup.Escape(header)}[/]"));
        foreach (var row in _rows)
        {
            table.AddRow([.. row.Select(cell =>
                cell.Colour is null ? Markup.Escape(cell.Text) : $"[{cell.Colour}]{Markup.Escape(cell.Text)}[/]")]);
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) }).Write(table);
    }

    private void PrintPlain(TextWriter output)
    {
        var widths = headers.Select((header, i) => _rows.Select(row => row[i].Text.Length).Append(header.Length).Max()).ToArray();
        PrintLine(output, headers, widths);
        foreach (var row in _rows) PrintLine(output, row.Select(cell => cell.Text), widths);
    }

    private static void PrintLine(TextWriter output, IEnumerable<string> texts, int[] widths) =>
        output.WriteLine(string.Join(Gap, texts.Select((text, i) => text.PadRight(widths[i]))).TrimEnd());
}
