using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Logging;

/// <summary>The log goes to standard error, one line an event, so that standard output stays for what was asked.</summary>
internal static class LogOutput
{
    public static Action<ILoggingBuilder> ToStandardError(LogLevels levels, TimeProvider clock) => logging =>
    {
        levels.Apply(logging);
        logging.Services.AddSingleton<ILoggerProvider>(
            _ => new LineLog(new OneLineFormat(IsJournal, clock), Console.OpenStandardError()));
    };

    /// <summary>systemd says so where it has connected the output with its journal (systemd.exec(5)).</summary>
    private static bool IsJournal => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 };
}
