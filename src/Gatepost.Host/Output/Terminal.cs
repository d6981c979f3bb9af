using System.Text;
using Spectre.Console;

namespace Gatepost.Host.Output;

/// <summary>Where a verb reads and writes: the process's console, or a test's strings.</summary>
internal sealed record Terminal
{
    /// <summary>Where the terminal does not say how wide it is.</summary>
    private const int UsualWidth = 80;

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>
    /// The columns of the terminal on which a person reads what is written to <see cref="Out"/>: colours
    /// and borders help. Null: it is a pipe or a file.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>A person sees what is written to <see cref="Error"/>, as it is written.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>A person can be asked.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Reads one line without showing it.</summary>
    public required Func<string?> ReadSecret { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws on <see cref="Out"/>, where it is a terminal.</summary>
    public IAnsiConsole Drawing()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Out) });
        console.Profile.Width = Width ?? UsualWidth;
        return console;
    }

    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
        return new Terminal
        {
            In = Console.In,
            Out = Console.Out,
            Error = Console.Error,
            Width = Console.IsOutputRedirected ? null : Console.WindowWidth is > 0 and var width ? width : UsualWidth,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            InIsTerminal = !Console.IsInputRedirected,
            ReadSecret = ReadFromConsole,
        };
    }

    /// <summary>Asks a question that is answered with yes or no; no where there is nobody to ask.</summary>
    public bool Confirm(string question)
    {
        if (!InIsTerminal) return false;
        Error.Write($"{question} [y/N] ");
        return In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static string? ReadFromConsole()
    {
        if (Console.IsInputRedirected) return Console.In.ReadLine();
        var secret = new StringBuilder();
        for (var key = Console.ReadKey(true); key.Key is not ConsoleKey.Enter; key = Console.ReadKey(true))
        {
            if (key.Key is not ConsoleKey.Backspace) secret.Append(key.KeyChar);
            else if (secret.Length > 0) secret.Length--;
        }

        Console.Error.WriteLine();
        return secret.ToString();
    }
}
