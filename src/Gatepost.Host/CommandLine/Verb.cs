using System.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.CommandLine;

/// <summary>A verb of the command line: what it is called, what it does, and lines to copy.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string description, params string[] examples) : base(name, description) => Examples = examples;

    /// <summary>Shown at the end of <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Adds options, arguments and verbs below this one.</summary>
    public Verb With(params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Option option) Options.Add(option);
            else if (symbol is Argument argument) Arguments.Add(argument);
            else Subcommands.Add((Command)symbol);
        }

        return this;
    }

    /// <summary>
    /// Sets what it does. What goes wrong for a reason that its user can mend ends in one line, without a stack trace.
    /// </summary>
    public Verb Does(Terminal terminal, Func<ParseResult, CancellationToken, Task<int>> work)
    {
        SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await work(parsed, cancellationToken);
            }
            catch (Trouble trouble)
            {
                await terminal.Error.WriteLineAsync($"gatepost: {trouble.Message}");
                return trouble.Code;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await terminal.Error.WriteLineAsync($"gatepost: {e.Message}");
                return ExitCode.Unavailable;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Unavailable;
            }
        });
        return this;
    }
}
