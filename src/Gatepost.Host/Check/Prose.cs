using Gatepost.Host.Output;
using Spectre.Console;

namespace Gatepost.Host.Check;

/// <summary>Sentences, broken at the width of the terminal; the same in a pipe, without colours.</summary>
internal sealed class Prose(Terminal terminal)
{
    private const int Narrowest = 40, Widest = 110, InPipe = 80;

    private readonly IAnsiConsole? _colours = terminal.Width is null ? null : terminal.Drawing();

    /// <summary>Columns.</summary>
    public int Width { get; } = Math.Clamp(terminal.Width ?? InPipe, Narrowest, Widest);

    public void Blank() => terminal.Out.WriteLine();

    public void Heading(string text) => Line(new Cell(text, "bold"));

    /// <summary>One line, made of coloured pieces.</summary>
    public void Line(params Cell[] pieces)
    {
        if (_colours is null) terminal.Out.WriteLine(string.Concat(pieces.Select(piece => piece.Text)).TrimEnd());
        else _colours.Write(new Markup(string.Concat(pieces.Select(Coloured)) + "\n") { Overflow = Overflow.Fold });
    }

    /// <summary>A mark, and text that goes on below itself.</summary>
    public void Text(string mark, string text, string? colour = null)
    {
        var room = Width - mark.Length;
        var line = "";
        var first = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room) Flush();
            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Flush();

        void Flush()
        {
            Line(new Cell(first ? mark : new string(' ', mark.Length), colour), new Cell(line, colour));
            (first, line) = (false, "");
        }
    }

    private static string Coloured(Cell piece) =>
        piece.Colour is null ? Markup.Escape(piece.Text) : $"[{piece.Colour}]{Markup.Escape(piece.Text)}[/]";
}
