using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gatepost.Host.Logging;

/// <summary>The log goes to standard error, one line an event, so that standard output stays for what was asked.</summary>
internal static class LogOutput
{
    public static Action<ILoggingBuilder> ToStandardError(LogLevels levels, TimeProvider clock) => logging =>
    {
        levels.Apply(logging);
        logging.AddConsole(options =>
        {
            options.FormatterName = OneLineFormatter.FormatterName;
            options.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.Services.AddSingleton<ConsoleFormatter>(new OneLineFormatter(IsJournal, clock));
    };

    /// <summary>systemd says so where it has connected the output with its journal (systemd.exec(5)).</summary>
    private static bool IsJournal => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 };
}
