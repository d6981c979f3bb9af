using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Gatepost.Host.Desk;
using Gatepost.Host.Demo;
using Gatepost.Host.Output;
using Gatepost.Host.Reports;
using Gatepost.Host.Verbs;

namespace Gatepost.Host.CommandLine;

/// <summary>The whole command line of <c>gatepost</c>.</summary>
internal static class GatepostCommand
{
    private const string Name = "gatepost";

    public static readonly IReadOnlyList<string> Examples =
        ["gatepost serve -c /etc/gatepost/gatepost.toml", "gatepost ledger --since 7d", "gatepost report"];

    /// <remarks>No RootCommand: that one takes its name from the file it was started from, whatever that is called.</remarks>
    public static Command Build(Terminal terminal, DeskDoor door)
    {
        var root = new Command(Name, "A mail gateway that makes mail between mail servers encrypted, and proves it.")
        {
            Options = { new HelpOption(), new VersionOption { Action = new VersionNumber() } },
        };
        Verb[] verbs =
        [
            ServeVerb.Build(terminal),
            ConfigVerb.Build(terminal),
            QueueVerb.Build(terminal, door),
            LedgerVerb.Build(terminal, door),
            ReportVerb.Build(terminal, door),
            PartnerVerb.Build(terminal, door),
            UserVerb.Build(terminal),
            DataVerb.Build(terminal),
            DoctorVerb.Build(terminal),
            SendVerb.Build(terminal),
            CheckVerb.Build(terminal),
            DemoVerb.Build(terminal),
            VersionVerb.Build(terminal),
        ];
        foreach (var verb in verbs) root.Subcommands.Add(verb);
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual } help) help.Action = new ExampleHelp(usual);
        }

        return root;
    }

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, DeskDoor door, CancellationToken cancellationToken)
    {
        var parsed = Parse(Build(terminal, door), arguments);
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Action is ParseErrorAction errors)
        {
            if (parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } && parsed.UnmatchedTokens.Count == 0)
            {
                invocation.Output = terminal.Error;
                await Parse(Build(terminal, door), [.. arguments, "--help"]).InvokeAsync(invocation, cancellationToken);
                return ExitCode.Usage;
            }

            errors.ShowHelp = false;
            await parsed.InvokeAsync(invocation, cancellationToken);
            await terminal.Error.WriteLineAsync($"Try: {PathOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>An argument that begins with @ is a domain of senders, not a file of arguments.</summary>
    public static ParseResult Parse(Command root, IReadOnlyList<string> arguments) =>
        root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : Name;

    private sealed class VersionNumber : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(VersionVerb.Number);
            return ExitCode.Ok;
        }
    }
}
