using Gatepost.Host.Output;
using Spectre.Console;

namespace Gatepost.Host.Demo;

/// <summary>Tells the story line by line, and remembers whether everything came out as told.</summary>
internal sealed class Narrator
{
    private readonly Terminal _terminal;
    private readonly IAnsiConsole? _colours;
    private int _chapters;

    public Narrator(Terminal terminal)
    {
        _terminal = terminal;
        if (terminal.OutIsTerminal)
            _colours = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
    }

    /// <summary>Nothing came out otherwise than told.</summary>
    public bool AllTrue { get; private set; } = true;

    public void Chapter(string text)
    {
        _terminal.Out.WriteLine();
        Write($"{++_chapters}. {text}", "bold");
    }

    public void Tell(string text) => Write($"   {text}", "default");

    /// <summary>States what was just proven, or what was seen instead.</summary>
    public void State(bool isTrue, string proven, string instead)
    {
        AllTrue &= isTrue;
        if (isTrue) Write($"   ok  {proven}", "green");
        else Write($"   NOT {proven}\n       {instead}", "red");
    }

    public void Answer(string text) => Write(text, "bold");

    private void Write(string text, string style)
    {
        if (_colours is null) _terminal.Out.WriteLine(text);
        else _colours.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
    }
}
