using System.Net;
using Gatepost.Inbound;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

public sealed class LogBudgetTests : IDisposable
{
    private static readonly IPAddress Noisy = IPAddress.Parse("192.0.2.1"), Other = IPAddress.Parse("192.0.2.2");

    private readonly LogLines _lines = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogBudget _budget;

    public LogBudgetTests() => _budget = new(_lines, _time);

    public void Dispose() => _lines.Dispose();

    [Fact]
    public void An_address_fills_the_log_only_so_far_and_it_is_said_once_that_there_was_more()
    {
        Tell(Noisy, 5000);

        Assert.Equal(LogBudget.LinesOfAddress, Lines("refused"));
        Assert.Single(_lines.All, static line => line.Text.StartsWith("client [192.0.2.1] has caused 300", StringComparison.Ordinal));
        Tell(Other, 5);
        Assert.Equal(LogBudget.LinesOfAddress + 5, Lines("refused"));
    }

    [Fact]
    public void All_addresses_together_fill_it_only_so_far()
    {
        for (var i = 0; i < 1000; i++) Tell(new IPAddress([198, 51, (byte)(i / 250), (byte)(i % 250)]), 100);
        Assert.Equal(LogBudget.LinesInAll, Lines("refused"));
    }

    [Fact]
    public void When_the_minute_is_over_it_is_said_how_many_were_left_out()
    {
        Tell(Noisy, LogBudget.LinesOfAddress + 25);
        _time.Advance(TimeSpan.FromMinutes(1));
        Tell(Noisy, 1);
        Assert.Equal(LogBudget.LinesOfAddress + 1, Lines("refused"));
        Assert.Single(_lines.All, static line => line.Text.StartsWith("25 lines about clients", StringComparison.Ordinal));
    }

    [Fact]
    public void No_noise_hides_a_fault_of_our_own()
    {
        for (var i = 0; i < 300; i++) Tell(new IPAddress([198, 51, (byte)(i / 250), (byte)(i % 250)]), 100);
        Tell(Noisy, 5, LogLevel.Error, "fault");
        Assert.Equal(5, Lines("fault"));
    }

    [Fact]
    public void Whoever_has_found_a_fault_of_ours_fills_the_log_by_it_only_so_far()
    {
        Tell(Noisy, 5000, LogLevel.Error, "fault");
        Assert.Equal(LogBudget.LinesOfAddress, Lines("fault"));
        Tell(Other, 5, LogLevel.Error, "fault");
        Assert.Equal(LogBudget.LinesOfAddress + 5, Lines("fault"));
    }

    [Fact]
    public void A_line_that_is_only_asked_about_takes_no_room_and_is_not_missed()
    {
        var log = new ClientLog(_lines, _budget, Noisy);
        Tell(Noisy, LogBudget.LinesOfAddress + 1);
        for (var i = 0; i < 10; i++) log.IsEnabled(LogLevel.Information);
        _time.Advance(TimeSpan.FromMinutes(1));
        Tell(Noisy, 1);
        Assert.Single(_lines.All, static line => line.Text.StartsWith("1 lines about clients", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_that_asked_before_either_wrote_do_not_both_get_the_last_room()
    {
        Tell(Noisy, LogBudget.LinesOfAddress - 1);
        ClientLog[] logs = [new(_lines, _budget, Noisy), new(_lines, _budget, Noisy)];
        Assert.All(logs, static log => Assert.True(log.IsEnabled(LogLevel.Information)));
        foreach (var log in logs) log.Log(LogLevel.Information, 1, "refused", null, static (text, _) => text);
        Assert.Equal(LogBudget.LinesOfAddress, Lines("refused"));
    }

    [Fact]
    public async Task A_client_that_is_refused_over_and_over_fills_the_log_only_so_far()
    {
        await using var gate = new TestGate();
        for (var i = 0; i < 40; i++)
        {
            await using var client = gate.Connect();
            await client.ReadReplyAsync();
            await client.SendAsync(string.Concat(Enumerable.Repeat("XYZZY\r\n", 30)));
            while (await client.ReadLineAsync() is { } line && !line.StartsWith("421", StringComparison.Ordinal)) { }
        }

        Assert.Equal(LogBudget.LinesOfAddress, gate.Log.All.Count(static line => line.Text.Contains(": refused in", StringComparison.Ordinal)));
    }

    private int Lines(string what) => _lines.All.Count(line => line.Text == what);

    private void Tell(IPAddress address, int times, LogLevel level = LogLevel.Information, string what = "refused")
    {
        var log = new ClientLog(_lines, _budget, address);
        for (var i = 0; i < times; i++)
            if (log.IsEnabled(level)) log.Log(level, 1, what, null, static (text, _) => text);
    }
}
