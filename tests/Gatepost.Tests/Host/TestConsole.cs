using System.Text;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;

namespace Gatepost.Tests.Host;

/// <summary>Runs command lines in this process and keeps what they print.</summary>
internal sealed class TestConsole(DeskDoor? door = null)
{
    private readonly StringBuilder _out = new(), _error = new();

    public string Input { get; init; } = "";

    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string Out => _out.ToString();

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
            OutIsTerminal = OutIsTerminal,
            ReadSecret = input.ReadLine,
            Time = Time,
        };
        return await GatepostCommand.RunAsync(arguments, terminal, door ?? NoDesk, TestContext.Current.CancellationToken);
    }

    private static Task<IDesk> NoDesk(string? configFile, CancellationToken cancellationToken) =>
        throw new Trouble("no desk in this test", ExitCode.Unavailable);
}
