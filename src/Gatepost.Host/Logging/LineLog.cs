using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Logging;

/// <summary>The log as lines of text on a stream.</summary>
internal sealed partial class LineLog(OneLineFormat format, Stream output) : ILoggerProvider
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_line;

    private readonly LogPump _pump = new(output);

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => _pump.Dispose();

    private void Write<TState>(in LogEntry<TState> entry)
    {
        var line = s_line ??= new();
        line.ResetWrittenCount();
        format.Write(entry, line);
        if (_pump.Append(line.WrittenSpan) is > 0 and var dropped)
            LogDropped(new Category(this, typeof(LineLog).FullName!), dropped);
    }

    [LoggerMessage(HostEvents.LogLinesDropped, LogLevel.Warning,
        "{Count} lines of the log were dropped before this one: the output (the journal, a terminal, a pipe) did not take them "
        + "in time")]
    private static partial void LogDropped(ILogger logger, long count);

    /// <summary>Which events are enabled is for the filters to say.</summary>
    private sealed class Category(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter));
    }
}
