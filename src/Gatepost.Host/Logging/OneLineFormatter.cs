using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gatepost.Host.Logging;

/// <summary>
/// One line an event: time, level, room, number and name of the event, text. Under systemd the journal keeps the time, and the
/// level becomes the prefix that it understands (sd-daemon(3)).
/// </summary>
internal sealed class OneLineFormatter(bool underSystemd, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gatepost";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (underSystemd)
        {
            textWriter.Write(JournalPrefix(logEntry.LogLevel));
        }
        else
        {
            textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
            textWriter.Write(Word(logEntry.LogLevel));
        }

        textWriter.Write(RoomOf(logEntry.Category));
        if (logEntry.EventId is { Id: not 0 } id)
        {
            textWriter.Write(string.Create(CultureInfo.InvariantCulture, $" {id.Id} {NameOf(id)}"));
        }

        textWriter.Write(": ");
        WriteOnOneLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(" | ");
            // What a disk or a network does wrong is told by its message; the way through the code says nothing to an operator.
            var isBug = logEntry.LogLevel >= LogLevel.Error && exception is not IOException;
            WriteOnOneLine(textWriter, isBug ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}");
        }

        textWriter.Write('\n');
    }

    /// <summary>Generated log methods are called <c>LogX</c>, and so are their events; the event is X.</summary>
    private static string? NameOf(EventId id) => id.Name is ['L', 'o', 'g', .. { Length: > 0 } name] ? name : id.Name;

    /// <summary><c>Gatepost.Inbound.SmtpSession</c> is shown as <c>Inbound</c>; strangers keep their whole name.</summary>
    private static ReadOnlySpan<char> RoomOf(string category)
    {
        const string Ours = "Gatepost.";
        if (!category.StartsWith(Ours, StringComparison.Ordinal)) return category;
        var rest = category.AsSpan(Ours.Length);
        var dot = rest.IndexOf('.');
        return dot < 0 ? rest : rest[..dot];
    }

    private static void WriteOnOneLine(TextWriter output, string text)
    {
        foreach (var c in text)
        {
            if (c is '\r') continue;
            if (c is '\n') output.Write(" ⏎ ");
            else output.Write(char.IsControl(c) ? '\uFFFD' : c);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace ",
        LogLevel.Debug => "debug ",
        LogLevel.Information => "info  ",
        LogLevel.Warning => "warn  ",
        LogLevel.Error => "error ",
        _ => "fatal ",
    };

    private static string JournalPrefix(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "<7>",
        LogLevel.Information => "<6>",
        LogLevel.Warning => "<4>",
        LogLevel.Error => "<3>",
        _ => "<2>",
    };
}
