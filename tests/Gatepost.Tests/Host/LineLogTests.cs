using System.Globalization;
using System.Text;
using Gatepost.Host.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class LineLogTests
{
    [Fact]
    public void What_was_logged_is_written_in_its_order_before_the_end()
    {
        using var output = new GatedStream(isOpen: true);
        using (var log = Open(output))
        {
            var logger = log.CreateLogger("Gatepost.Inbound");
            for (var i = 0; i < 1000; i++) Say(logger, $"line {i}.");
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"line {i}."), Said(output));
    }

    [Fact]
    public void Where_the_output_hangs_nobody_waits_for_it_and_what_was_dropped_is_counted()
    {
        using var output = new GatedStream(isOpen: false);
        using (var log = Open(output))
        {
            var logger = log.CreateLogger("Gatepost.Inbound");
            var text = new string('x', 64 * 1024);
            for (var i = 0; i < 1000; i++) Say(logger, text);
            output.Open();
            for (var i = 0; i < 3000 && output.Length < 2 * 1024 * 1024; i++) Thread.Sleep(10);
            Say(logger, "at last");
        }

        var said = Said(output);
        var kept = said.Count(line => line[0] is 'x');
        Assert.InRange(kept, 1, 200);
        Assert.Equal("at last", said[^2]);
        var dropped = said.Where(line => line.Contains(" lines of the log were dropped", StringComparison.Ordinal)).ToList();
        Assert.Equal(said[^1], dropped[^1]);
        Assert.Equal(1000 - kept, dropped.Sum(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void An_output_that_fails_for_a_while_disturbs_nobody_and_gets_what_is_logged_later()
    {
        using var output = new GatedStream(isOpen: true) { IsGone = true };
        using (var log = Open(output))
        {
            var logger = log.CreateLogger("Gatepost.Inbound");
            Say(logger, "nobody listens");
            for (var i = 0; i < 3000 && output.Failures == 0; i++) Thread.Sleep(10);
            output.IsGone = false;
            Say(logger, "somebody listens");
        }

        Assert.Equal(1, output.Failures);
        Assert.Equal(["somebody listens"], Said(output));
    }

    private static LineLog Open(Stream output) => new(new OneLineFormat(false, new FakeTimeProvider(Rows.Noon)), output);

    private static void Say(ILogger logger, string text) =>
        logger.Log(LogLevel.Information, new EventId(1003, "LogRefused"), text, null, (state, _) => state);

    private static List<string> Said(GatedStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..])];

    /// <summary>Takes nothing until it is opened.</summary>
    private sealed class GatedStream : MemoryStream
    {
        private readonly ManualResetEventSlim _gate;

        public GatedStream(bool isOpen) => _gate = new(isOpen);

        public volatile bool IsGone;

        public volatile int Failures;

        public void Open() => _gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _gate.Wait();
            if (IsGone)
            {
                Failures++;
                throw new IOException("Broken pipe");
            }

            base.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            _gate.Dispose();
            base.Dispose(disposing);
        }
    }
}
