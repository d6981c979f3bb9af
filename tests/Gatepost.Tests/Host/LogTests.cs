using System.Buffers;
using System.Text;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class LogTests
{
    [Fact]
    public void An_event_is_one_line_with_time_level_room_number_and_name()
    {
        Assert.Equal("2026-11-23T12:00:00.000Z warn  Inbound 1003 Refused: no\n",
            Format(false, "Gatepost.Inbound.SmtpSession", LogLevel.Warning, "no"));
    }

    [Fact]
    public void Under_systemd_the_journal_keeps_the_time_and_reads_the_level()
    {
        Assert.Equal("<3>Spool 1003 Refused: no\n", Format(true, "Gatepost.Spool", LogLevel.Error, "no"));
    }

    [Fact]
    public void Nothing_in_a_text_begins_a_line_or_moves_a_cursor()
    {
        var line = Format(false, "Gatepost.Inbound", LogLevel.Information, "one\r\ntwo\e[2J\0three");
        Assert.Single(line, '\n');
        Assert.EndsWith("one ⏎ two\uFFFD[2J\uFFFDthree\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', line);
        Assert.DoesNotContain('\0', line);
        var turned = Format(false, "Gatepost.Inbound", LogLevel.Information, "a\u202Eb\u2066c\u2028d\u200Fe");
        Assert.EndsWith("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\n", turned, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_stays_on_the_line_of_its_event()
    {
        var fault = new InvalidOperationException("first\nsecond", new IOException("inner"));
        var line = Format(false, "Gatepost.Dispatch", LogLevel.Error, "fault", fault);
        Assert.Single(line, '\n');
        Assert.Contains("inner", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_disk_is_told_without_the_way_through_the_code()
    {
        Exception? caught = null;
        try
        {
            throw new IOException("Input/output error : '/var/lib/gatepost/content/1.eml'");
        }
        catch (IOException fault)
        {
            caught = fault;
        }

        Assert.EndsWith("fault | IOException: Input/output error : '/var/lib/gatepost/content/1.eml'\n",
            Format(false, "Gatepost.Dispatch", LogLevel.Error, "fault", caught), StringComparison.Ordinal);
    }

    [Fact]
    public void Single_rooms_may_speak_more_and_strangers_only_when_something_is_wrong()
    {
        using var services = new ServiceCollection()
            .AddLogging(logging =>
            {
                LogLevels.Parse("warn,Inbound=debug").Apply(logging);
                logging.AddProvider(new Listening());
            })
            .BuildServiceProvider();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        Assert.True(loggers.CreateLogger("Gatepost.Inbound.SmtpSession").IsEnabled(LogLevel.Debug));
        Assert.False(loggers.CreateLogger("Gatepost.Spool").IsEnabled(LogLevel.Information));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore").IsEnabled(LogLevel.Warning));
    }

    [Theory]
    [InlineData("loud")]
    [InlineData("info,Inbound=")]
    public void A_level_that_is_none_is_answered_with_those_that_are(string text)
    {
        var trouble = Assert.Throws<Trouble>(() => LogLevels.Parse(text));
        Assert.Contains("trace, debug, info, warn, error or none", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_that_is_misspelt_is_answered_with_the_one_that_was_meant()
    {
        var trouble = Assert.Throws<Trouble>(() => LogLevels.Parse("Inboud=debug"));
        Assert.Contains("did you mean \"Inbound\"?", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rooms_that_can_be_named_are_those_that_write_to_the_log()
    {
        var source = Path.Combine(Repository.Root, "src");
        var writing = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("[LoggerMessage(", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar))
            .Select(path => path[0] == "Gatepost" ? path[1] : path[0]["Gatepost.".Length..])
            .Distinct().Order();
        Assert.Equal(writing, LogLevels.Known.Order());
        var guide = Repository.Read("docs/running.md");
        Assert.All(LogLevels.Known, room => Assert.Contains($"`{room}`", guide, StringComparison.Ordinal));
    }

    private static string Format(bool underSystemd, string category, LogLevel level, string text, Exception? exception = null)
    {
        var line = new ArrayBufferWriter<byte>();
        new OneLineFormat(underSystemd, new FakeTimeProvider(Rows.Noon)).Write(
            new LogEntry<string>(level, category, new EventId(1003, "LogRefused"), text, exception, (state, _) => state), line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private sealed class Listening : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Ear();

        public void Dispose() { }

        private sealed class Ear : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
                    string> formatter)
            { }
        }
    }
}
