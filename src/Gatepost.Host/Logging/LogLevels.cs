using Gatepost.Configuration.Reading;
using Gatepost.Host.CommandLine;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Logging;

/// <summary>Which events are written: a level for all, and others for single rooms, as in <c>info,Inbound=debug</c>.</summary>
internal sealed record LogLevels(LogLevel All, IReadOnlyDictionary<string, LogLevel> Rooms)
{
    public static LogLevels Default { get; } = new(LogLevel.Information, new Dictionary<string, LogLevel>());

    /// <summary>The rooms that write to the log.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Inbound", "Spool", "Storage", "Dispatch", "Routing", "Dns", "TlsPolicy", "Delivery", "Certificates", "Configuration",
        "Diagnostics", "Host",
    ];

    /// <exception cref="Trouble">It is not understood.</exception>
    public static LogLevels Parse(string text)
    {
        var all = LogLevel.Information;
        var rooms = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0) all = Level(part, text);
            else rooms[Room(part[..sign])] = Level(part[(sign + 1)..], text);
        }

        return new LogLevels(all, rooms);
    }

    /// <summary>Puts the levels into force. What is not ours speaks only where something is wrong.</summary>
    public void Apply(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(null, LogLevel.Warning);
        // A door that cannot be opened is told by the verb, in one line and with the remedy.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Gatepost", All);
        foreach (var (room, level) in Rooms) logging.AddFilter(room.Contains('.') ? room : $"Gatepost.{room}", level);
    }

    /// <summary>A name with a dot is a whole category, of a library for example.</summary>
    private static string Room(string name) => name.Contains('.') || Known.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? name
        : throw new Trouble(
            $"'{name}' is no room of the log: {Suggestion.For(name, Known) ?? $"there are {string.Join(", ", Known)}"}",
            ExitCode.Usage);

    private static LogLevel Level(string word, string text) => word.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "NONE" => LogLevel.None,
        _ => throw new Trouble(
            $"'{word}' in the log levels '{text}' is no level: use trace, debug, info, warn, error or none, "
            + "as in info,Inbound=debug",
            ExitCode.Usage),
    };
}
