using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Configuration;

internal static partial class ConfigLog
{
    [LoggerMessage(EventIds.ConfigurationTaken, LogLevel.Information, "{File}: read anew and in force")]
    public static partial void ConfigurationTaken(ILogger logger, string file);

    [LoggerMessage(EventIds.ConfigurationNotTaken, LogLevel.Error,
        "{File}: changed, but not taken (errors: {Errors}); the last good configuration stays in force")]
    public static partial void ConfigurationNotTaken(ILogger logger, string file, int errors);

    [LoggerMessage(EventId = EventIds.ConfigurationProblem, Message = "{Problem}")]
    public static partial void Problem(ILogger logger, LogLevel level, ConfigProblem problem);

    [LoggerMessage(EventIds.ConfigurationNeedsRestart, LogLevel.Warning,
        "{File}: {Options} changed, which only a restart brings into force; all else is in force now")]
    public static partial void NeedsRestart(ILogger logger, string file, string options);

    [LoggerMessage(EventIds.ConfigurationListenerFailed, LogLevel.Error,
        "somebody who wants to know of a changed configuration failed")]
    public static partial void CallbackFailed(ILogger logger, Exception fault);
}
