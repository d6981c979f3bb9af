using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class LedgerVerbTests
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Fact]
    public async Task The_options_become_the_query()
    {
        var desk = new FakeDesk();
        var console = new TestConsole(desk.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync(
            "ledger", "--since", "7d", "--until", "2026-11-23T06:00", "--domain", "fog.test", "--direction", "out",
            "--assurance", "partner-verified", "--limit", "5"));
        Assert.Equal(Rows.Noon - TimeSpan.FromDays(7), desk.Query!.Since);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), desk.Query.Until);
        Assert.Equal((MailDirection.Out, Assurance.PartnerVerified, 5),
            (desk.Query.Direction, desk.Query.Assurance, desk.Query.Limit));
    }

    [Fact]
    public async Task Who_let_a_message_go_and_why_stands_beside_the_attempt_that_took_it()
    {
        var row = Rows.Attempt() with { Why = "operator: released once by ann: agreed by telephone" };
        var console = new TestConsole(new FakeDesk { Ledger = [row] }.Door) { Time = _time };

        await console.RunAsync("ledger");

        Assert.Contains("operator: released once by ann: agreed by telephone; 250 2.0.0 taken", console.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("7 days")]
    [InlineData("-1d")]
    [InlineData("99999999d")]
    [InlineData("2026-13-01")]
    public async Task A_time_that_is_none_says_what_would_be_right(string text)
    {
        var console = new TestConsole(new FakeDesk().Door) { Time = _time };
        Assert.Equal(ExitCode.Usage, await console.RunAsync("ledger", $"--since={text}"));
        Assert.Contains("write 7d, 12h, 30m", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assurance_that_does_not_exist_is_answered_with_those_that_do()
    {
        var console = new TestConsole(new FakeDesk().Door);
        Assert.Equal(ExitCode.Usage, await console.RunAsync("ledger", "--assurance", "perfect"));
        Assert.Contains("partner-verified", console.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task On_a_narrow_terminal_no_word_is_broken_and_no_line_is_too_long(int width)
    {
        var desk = new FakeDesk { Ledger = [Rows.Attempt("250 2.0.0 Queued as 0SAXWYNXG00, and thank you"), Rows.Attempt()] };
        var console = new TestConsole(desk.Door) { Time = _time, Width = width };
        await console.RunAsync("ledger");
        Assert.All(console.Plain.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        string[] words = ["2026-11-23 12:00:00", "harbour.test", "mx.fog.test[192.0.2.1]:25", "Outcome delivered", "0SAXWYNXG00"];
        Assert.All(words, word => Assert.Contains(word, console.Plain, StringComparison.Ordinal));
        Assert.Equal(2, console.Plain.Split('\n').Count(line => line.StartsWith("2026-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task On_a_wide_terminal_the_rows_stand_in_a_grid()
    {
        var console = new TestConsole(new FakeDesk { Ledger = [Rows.Attempt()] }.Door) { Time = _time, Width = 250 };
        await console.RunAsync("ledger");
        Assert.StartsWith("╭", console.Plain, StringComparison.Ordinal);
        Assert.Equal(5, console.Plain.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task An_attempt_that_carried_nothing_is_not_called_clear()
    {
        var desk = new FakeDesk { Ledger = [Rows.Attempt() with { Outcome = "deferred", Carried = false }] };
        var console = new TestConsole(desk.Door) { Time = _time };
        await console.RunAsync("ledger");
        Assert.Contains("nothing sent", console.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain(" clear ", console.Plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_limit_that_shows_nothing_is_a_usage_error(string limit)
    {
        var console = new TestConsole(new FakeDesk().Door);
        Assert.Equal(ExitCode.Usage, await console.RunAsync("ledger", "--limit", limit));
        Assert.Contains($"--limit {limit} is no number of rows: write one from 1 on", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_printed_for_people_and_for_programs()
    {
        var desk = new FakeDesk { Ledger = [Rows.Attempt()] };
        var people = new TestConsole(desk.Door) { Time = _time };
        await people.RunAsync("ledger");
        Assert.Contains("2026-11-23 12:00:00", people.Out, StringComparison.Ordinal);
        Assert.Contains("STARTTLS is not offered", people.Out, StringComparison.Ordinal);
        var programs = new TestConsole(desk.Door) { Time = _time };
        await programs.RunAsync("ledger", "--json");
        using var json = JsonDocument.Parse(programs.Out);
        Assert.Equal("may", json.RootElement[0].GetProperty("wanted").GetString());
    }
}
