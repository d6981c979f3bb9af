using System.CommandLine;
using Gatepost.Host.Logging;

namespace Gatepost.Host.CommandLine;

/// <summary><c>--log LEVELS</c>: which events are written.</summary>
internal static class LogOption
{
    public const string Variable = "GATEPOST_LOG";

    public static Option<string?> Create() => new("--log")
    {
        Description = "Log level (trace, debug, info, warn, error), and others for single rooms: info,Inbound=debug; "
            + $"else {Variable}.",
        HelpName = "LEVELS",
    };

    public static LogLevels LevelsOf(string? given) =>
        (given ?? Environment.GetEnvironmentVariable(Variable)) is { } text ? LogLevels.Parse(text) : LogLevels.Default;
}
