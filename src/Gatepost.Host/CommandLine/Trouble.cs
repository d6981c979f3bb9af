namespace Gatepost.Host.CommandLine;

/// <summary>Ends a verb with one line for its user, which names the thing and the remedy.</summary>
internal sealed class Trouble(string message, int exitCode = ExitCode.Refused) : Exception(message)
{
    public int Code { get; } = exitCode;
}
