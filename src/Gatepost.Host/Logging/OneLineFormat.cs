using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Logging;

/// <summary>
/// One line an event: time, level, room, number and name of the event, text. Under systemd the journal keeps the time, and the
/// level becomes the prefix that it understands (sd-daemon(3)).
/// </summary>
internal sealed class OneLineFormat(bool underSystemd, TimeProvider clock)
{
    // What char.IsControl says yes to, and what ends a line or turns the direction of writing (UAX #9 §2).
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(static code => (char)code).Where(char.IsControl),
            .. "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"]);

    /// <summary>Writes the line with its end, in UTF-8.</summary>
    public void Write<TState>(in LogEntry<TState> entry, IBufferWriter<byte> line)
    {
        if (!underSystemd) PutTime(line);
        Put(line, underSystemd ? JournalPrefix(entry.LogLevel) : Word(entry.LogLevel));
        Put(line, RoomOf(entry.Category));
        if (entry.EventId is { Id: not 0 } id)
        {
            PutNumber(line, id.Id);
            Put(line, NameOf(id));
        }

        Put(line, ": ");
        PutOnOneLine(line, entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is { } exception)
        {
            Put(line, " | ");
            // What a disk or a network does wrong is told by its message; the way through the code says nothing to an operator.
            var isBug = entry.LogLevel >= LogLevel.Error && exception is not IOException;
            PutOnOneLine(line, isBug ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}");
        }

        Put(line, "\n");
    }

    /// <summary>Generated log methods are called <c>LogX</c>, and so are their events; the event is X.</summary>
    private static ReadOnlySpan<char> NameOf(EventId id) =>
        id.Name is ['L', 'o', 'g', _, ..] ? id.Name.AsSpan("Log".Length) : id.Name;

    /// <summary><c>Gatepost.Inbound.SmtpSession</c> is shown as <c>Inbound</c>; strangers keep their whole name.</summary>
    private static ReadOnlySpan<char> RoomOf(string category)
    {
        const string Ours = "Gatepost.";
        if (!category.StartsWith(Ours, StringComparison.Ordinal)) return category;
        var rest = category.AsSpan(Ours.Length);
        var dot = rest.IndexOf('.');
        return dot < 0 ? rest : rest[..dot];
    }

    private static void PutOnOneLine(IBufferWriter<byte> line, ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Controls); at >= 0; at = text.IndexOfAny(Controls))
        {
            Put(line, text[..at]);
            if (text[at] is not '\r') Put(line, text[at] is '\n' ? " ⏎ " : "\uFFFD");
            text = text[(at + 1)..];
        }

        Put(line, text);
    }

    private static void Put(IBufferWriter<byte> line, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, line);

    private static void PutNumber(IBufferWriter<byte> line, int number)
    {
        Span<char> room = stackalloc char[16];
        room.TryWrite(CultureInfo.InvariantCulture, $" {number} ", out var length);
        Put(line, room[..length]);
    }

    private void PutTime(IBufferWriter<byte> line)
    {
        Span<char> room = stackalloc char[32];
        clock.GetUtcNow().TryFormat(room, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture);
        Put(line, room[..length]);
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
