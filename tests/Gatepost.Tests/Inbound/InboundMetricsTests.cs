using System.Diagnostics.Metrics;

namespace Gatepost.Tests.Inbound;

public class InboundMetricsTests
{
    [Fact]
    public async Task What_comes_in_is_counted_by_assurance_and_what_is_refused_by_code()
    {
        await using var gate = new TestGate();
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == gate.Meters) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(counts, instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(counts, instrument, value, tags));
        listener.Start();

        await using (var client = gate.Connect())
        {
            await client.ReadReplyAsync();
            await client.AskAsync("EHLO client.example");
            await client.AskAsync("STARTTLS");
            await client.StartTlsAsync();
            await client.AskAsync("EHLO client.example");
            await client.AskAsync("MAIL FROM:<a@client.example>");
            await client.AskAsync("RCPT TO:<x@foreign.example>");
            await client.AskAsync("RCPT TO:<user@ours.example>");
            await client.AskAsync("DATA");
            await client.AskAsync("Subject: x\r\n.");
            Assert.Equal(1, counts["gatepost.inbound.sessions.open listener=mx"]);
            await client.AskAsync("QUIT");
        }

        Assert.Equal(0, counts["gatepost.inbound.sessions.open listener=mx"]);
        Assert.Equal(1, counts["gatepost.inbound.sessions listener=mx result=admitted"]);
        Assert.Equal(1, counts["gatepost.inbound.messages listener=mx assurance=encrypted"]);
        Assert.Equal(12, counts["gatepost.inbound.content listener=mx"]);
        Assert.Equal(1, counts["gatepost.inbound.tls.handshakes listener=mx version=TLSv1.3"]);
        Assert.Equal(1, counts["gatepost.inbound.rejected listener=mx code=550 5.7.1"]);
    }

    private static void Count(
        Dictionary<string, long> counts, Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        foreach (var (name, label) in tags) key += $" {name}={label}";
        lock (counts) counts[key] = counts.GetValueOrDefault(key) + value;
    }
}
