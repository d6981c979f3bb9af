using Spectre.Console;

namespace Gatepost.Host.Output;

/// <summary>
/// Rows and columns. On a terminal a grid; where that is too narrow for the words in it, each row takes a few lines of its own.
/// Plain and aligned in a pipe.
/// </summary>
internal sealed class Table(params string[] headers)
{
    private const string Gap = "  ";
    private const int Indent = 4;

    /// <summary>What the grid draws around the text of one column.</summary>
    private const int Frame = 3;

    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Print(Terminal terminal)
    {
        if (terminal.Width is not { } width) PrintPlain(terminal.Out);
        else if (NarrowestGrid() <= width) DrawGrid(terminal.Drawing());
        else DrawRecords(terminal.Drawing(), width);
    }

    private int NarrowestGrid() =>
        1 + headers.Select((header, i) => Frame + _rows.Select(row => row[i]).Append(header).Max(LongestWord)).Sum();

    private static int LongestWord(Cell cell) =>
        cell.IsNumber ? cell.Text.Length : cell.Text.Split(' ').Max(word => word.Length);

    private bool IsNumeric(int column) => _rows.Exists(row => row[column].IsNumber);

    private void DrawGrid(IAnsiConsole console)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        for (var i = 0; i < headers.Length; i++)
        {
            var column = new TableColumn($"[bold]{Markup.Escape(headers[i])}[/]");
            table.AddColumn(IsNumeric(i) ? column.RightAligned() : column);
        }

        foreach (var row in _rows) table.AddRow([.. row.Select(Coloured)]);
        console.Write(table);
    }

    /// <summary>The first cell begins a record, the others follow with their headers, as many in a line as it holds.</summary>
    private void DrawRecords(IAnsiConsole console, int width)
    {
        foreach (var row in _rows)
        {
            var indent = 0;
            var lines = new List<string> { $"[bold]{Coloured(row[0])}[/]" };
            var used = row[0].Text.Length;
            foreach (var (header, cell) in headers.Zip(row).Skip(1).Where(pair => pair.Second.Text.Length > 0))
            {
                var piece = $"[grey]{Markup.Escape(header)}[/] {Coloured(cell)}";
                var length = header.Length + 1 + cell.Text.Length;
                var fits = used + Gap.Length + length <= width;
                if (fits) lines[^1] += Gap + piece;
                else lines.Add(piece);
                used = (fits ? used + Gap.Length : Indent) + length;
            }

            foreach (var line in lines)
            {
                console.Write(new Padder(new Markup(line), new Padding(indent, 0, 0, 0)));
                indent = Indent;
            }
        }
    }

    private void PrintPlain(TextWriter output)
    {
        var widths = headers.Select((header, i) => _rows.Select(row => row[i].Text.Length).Append(header.Length).Max()).ToArray();
        PrintLine(output, headers, widths);
        foreach (var row in _rows) PrintLine(output, row.Select(cell => cell.Text), widths);
    }

    private void PrintLine(TextWriter output, IEnumerable<string> texts, int[] widths) => output.WriteLine(string.Join(
        Gap, texts.Select((text, i) => IsNumeric(i) ? text.PadLeft(widths[i]) : text.PadRight(widths[i]))).TrimEnd());

    private static string Coloured(Cell cell)
    {
        var text = Markup.Escape(cell.IsNumber ? cell.Text.Replace(' ', '\u00A0') : cell.Text);
        return cell.Colour is null ? text : $"[{cell.Colour}]{text}[/]";
    }
}
