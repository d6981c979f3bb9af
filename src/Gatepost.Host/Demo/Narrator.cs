using Gatepost.Host.Output;
using Spectre.Console;

namespace Gatepost.Host.Demo;

/// <summary>Tells the story line by line, and remembers whether everything came out as told.</summary>
internal sealed class Narrator(Terminal terminal)
{
    private readonly IAnsiConsole? _colours = terminal.Width is null ? null : terminal.Drawing();
    private int _chapters;

    /// <summary>Nothing came out otherwise than told.</summary>
    public bool AllTrue { get; private set; } = true;

    public void Chapter(string text)
    {
        terminal.Out.WriteLine();
        Write($"{++_chapters}. ", text, "bold");
    }

    public void Tell(string text) => Write("   ", text, "default");

    /// <summary>States what was just proven, or what was seen instead.</summary>
    public void State(bool isTrue, string proven, string instead)
    {
        AllTrue &= isTrue;
        Write(isTrue ? "   ok  " : "   NOT ", proven, isTrue ? "green" : "red");
        if (!isTrue) Write("       ", instead, "red");
    }

    public void Answer(string text) => Write("", text, "bold");

    /// <summary>What does not fit on the line goes on below the text, not below the mark.</summary>
    private void Write(string mark, string text, string style)
    {
        if (_colours is null)
        {
            terminal.Out.WriteLine(mark + text);
            return;
        }

        var line = new Grid()
            .AddColumn(new GridColumn().NoWrap().Width(mark.Length).Padding(0, 0))
            .AddColumn(new GridColumn().Padding(0, 0));
        line.AddRow($"[{style}]{Markup.Escape(mark)}[/]", $"[{style}]{Markup.Escape(text)}[/]");
        _colours.Write(line);
    }
}
