using System.Diagnostics;

namespace Gatepost.Interop.Lab;

/// <summary>A short command that was run to its end: what it printed and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output)
{
    public static Task<CommandRun> OfAsync(string program, params IEnumerable<string> arguments) =>
        WithInputAsync("", program, arguments);

    public static async Task<CommandRun> WithInputAsync(string input, string program, params IEnumerable<string> arguments)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(bound.Token);
        var errors = process.StandardError.ReadToEndAsync(bound.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new CommandRun(process.ExitCode, await output + await errors);
    }

    /// <summary>The output, when the command succeeded.</summary>
    public CommandRun MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }
}
