using Gatepost.Configuration;

namespace Gatepost.Tests.Inbound;

/// <summary>Clients that do not read what we say.</summary>
public class SlowReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_does_not_read_is_let_go_in_time(bool overTls)
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        if (overTls)
        {
            await client.AskAsync("STARTTLS");
            await client.StartTlsAsync();
            await client.AskAsync("EHLO client.example");
        }

        await client.AskAsync("MAIL FROM:<a@client.example>");
        await client.AskAsync("RCPT TO:<user@ours.example>");
        _ = client.SendAsync(string.Concat(Enumerable.Repeat("BDAT 0\r\n", 20_000)));
        for (var tries = 0; !client.Session.IsCompleted && tries < 2000; tries++)
        {
            gate.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(client.Session.IsCompleted, "the session goes on and on");
        Assert.Equal(0, gate.Listeners.OpenSessions);
        Assert.Contains(gate.Log.All, static line =>
            line.Text.Contains("does not read", StringComparison.Ordinal) && line.Text.Contains("[192.0.2.1]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_of_commands_without_end_is_answered_on_the_way_and_not_kept_in_memory()
    {
        await using var gate = new TestGate();
        gate.Config = gate.Config with { Limits = new LimitsConfig { Recipients = 1_000_000 } };
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("MAIL FROM:<a@client.example>");
        var sending = client.SendAsync(string.Concat(Enumerable.Repeat("RCPT TO:<user@ours.example>\r\n", 20_000)) + "QUIT\r\n");
        Assert.False(sending.IsCompleted, "all of it was read, though nobody reads the replies");

        while (await client.ReadLineAsync() is not null) { }
        await sending;
    }

    [Fact]
    public async Task A_header_section_without_end_is_not_kept()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("MAIL FROM:<a@client.example>");
        await client.AskAsync("RCPT TO:<user@ours.example>");
        await client.AskAsync("DATA");
        await client.SendAsync(string.Concat(Enumerable.Repeat("X-More: and more and more and more\r\n", 25_000)) + "\r\n.\r\n");

        Assert.Equal(554, (await client.ReadReplyAsync()).Code);
        Assert.InRange(gate.Spool.MostKept, gate.Config.Limits.Header, gate.Config.Limits.Header + (128 * 1024));
    }
}
