using Gatepost.Configuration;
using Gatepost.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

public class PaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pace _pace;

    public PaceTests() => _pace = new(new() { Recipients = 10, JunkCommands = 10 }, _time);

    [Fact]
    public void What_is_thrown_away_is_read_slowly_after_the_first_of_it()
    {
        _pace.Wasted(Pace.FreeOctets);
        Assert.True(Keep().IsCompleted);
        _pace.Wasted(Pace.OctetsBetweenRests);
        var rest = Keep();
        Assert.False(rest.IsCompleted);
        _time.Advance(Pace.Rest);
        Assert.True(rest.IsCompleted);
        Assert.True(Keep().IsCompleted);
    }

    [Fact]
    public void A_message_that_is_taken_wipes_the_slate_clean()
    {
        _pace.Wasted(Pace.FreeOctets + Pace.OctetsBetweenRests);
        for (var i = 0; i < 1000; i++) _pace.Command();
        _pace.Forgive();
        Assert.True(Keep().IsCompleted);
    }

    [Fact]
    public async Task Commands_that_come_to_nothing_are_answered_slowly_in_the_end()
    {
        await using var gate = new TestGate();
        gate.Config = gate.Config with { Limits = new LimitsConfig { Recipients = 10, JunkCommands = 10 } };
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("MAIL FROM:<a@client.example>");
        await client.AskAsync("RCPT TO:<user@ours.example>");
        const int Many = 1000;
        await client.SendAsync(string.Concat(Enumerable.Repeat("BDAT 0\r\n", Many)) + "QUIT\r\n");
        var replies = ReadAllAsync(client);
        Assert.False(replies.IsCompleted);
        for (var tries = 0; !replies.IsCompleted && tries < 10_000; tries++)
        {
            gate.Time.Advance(Pace.Rest);
            await Task.Yield();
        }

        Assert.Equal(Many + 1, await replies.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private static async Task<int> ReadAllAsync(TestClient client)
    {
        var count = 0;
        while (await client.ReadLineAsync() is not null) count++;
        return count;
    }

    private Task Keep() => _pace.KeepAsync(CancellationToken.None).AsTask();
}
