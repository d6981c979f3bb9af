using System.Text.RegularExpressions;
using Spectre.Console;

namespace Gatepost.Host.Output;

/// <summary>Sentences: on a terminal broken between words, and numbers kept whole; each in one line in a pipe.</summary>
internal static partial class Prose
{
    public static void Write(Terminal terminal, string text)
    {
        if (terminal.Width is not { } width)
        {
            terminal.Out.WriteLine(text);
            return;
        }

        var console = terminal.Drawing();
        foreach (var line in Lines(text, width)) console.Write(new Markup($"[bold]{Markup.Escape(line)}[/]\n"));
    }

    private static List<string> Lines(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in Gap().Split(text))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= width) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return lines;
    }

    // Not within "61 302" or "0.35 %".
    [GeneratedRegex(@" (?![\d%])|(?<!\d) ")]
    private static partial Regex Gap();
}
