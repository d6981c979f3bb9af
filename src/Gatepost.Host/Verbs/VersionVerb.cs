using System.Reflection;
using System.Runtime.InteropServices;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost version</c>: which Gatepost, on which runtime, with which TLS.</summary>
internal static class VersionVerb
{
    public static string Number { get; } =
        typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(
            '+')[0] ?? "0";

    public static Verb Build(Terminal terminal) =>
        new Verb("version", "Tells which Gatepost this is, and what it runs on.", "gatepost version").Does(
            terminal, async (_, _) =>
        {
            await terminal.Out.WriteLineAsync($"gatepost {Number}");
            await terminal.Out.WriteLineAsync(
                $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, "
                + RuntimeInformation.RuntimeIdentifier);
            return ExitCode.Ok;
        });
}
