using Gatepost.Host.Output;

namespace Gatepost.Host.CommandLine;

/// <summary>
/// Passwords come from a prompt or from standard input, never from the command line, which everybody on the machine can read.
/// </summary>
internal static class Secrets
{
    public static string Ask(Terminal terminal, string prompt)
    {
        if (terminal.InIsTerminal) terminal.Error.Write(prompt);
        var secret = terminal.ReadSecret();
        return string.IsNullOrEmpty(secret)
            ? throw new Trouble("no password: type it, or give it as the first line of standard input", ExitCode.Usage)
            : secret;
    }
}
