using System.Text;
using System.Text.RegularExpressions;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;

namespace Gatepost.Tests.Host;

/// <summary>Runs command lines in this process and keeps what they print.</summary>
internal sealed partial class TestConsole(DeskDoor? door = null)
{
    private readonly StringBuilder _out = new(), _error = new();

    public string Input { get; init; } = "";

    public bool InIsTerminal { get; init; }

    /// <summary>Null: what is printed goes into a pipe.</summary>
    public int? Width { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string Out => _out.ToString();

    /// <summary>What was printed, without colours.</summary>
    public string Plain => Colours().Replace(Out, "");

    public string Error => _error.ToString();

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var input = new StringReader(Input);
        using var output = new StringWriter(_out);
        using var error = new StringWriter(_error);
        var terminal = new Terminal
        {
            In = input,
            Out = output,
            Error = error,
            InIsTerminal = InIsTerminal,
            Width = Width,
            ReadSecret = input.ReadLine,
            Time = Time,
        };
        return await GatepostCommand.RunAsync(arguments, terminal, door ?? NoDesk, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    private static Task<IDesk> NoDesk(string? configFile, CancellationToken cancellationToken) =>
        throw new Trouble("no desk in this test", ExitCode.Unavailable);
}
