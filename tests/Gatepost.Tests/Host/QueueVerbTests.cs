using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Messages;
using Gatepost.Spool;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class QueueVerbTests
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Fact]
    public async Task In_a_pipe_the_list_is_plain_and_aligned()
    {
        var console = new TestConsole(new FakeDesk { Queue = [Rows.Entry()] }.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "list"));
        var lines = console.Out.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Id ", lines[0], StringComparison.Ordinal);
        Assert.Contains("deferred  2h   10 KiB  ann@harbour.test  bob@fog.test and 1 more  3      in 20m", lines[1],
            StringComparison.Ordinal);
        Assert.DoesNotContain('\e', console.Out);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_strangers_said_moves_no_cursor_and_is_no_markup(bool onTerminal)
    {
        var desk = new FakeDesk { Queue = [Rows.Entry("\"\e[2J[red]\"@evil.test", "450 \u202Egnol\r\nfake line")] };
        var console = new TestConsole(desk.Door) { Time = _time, Width = onTerminal ? 80 : null };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "list"));
        Assert.DoesNotContain("\e[2J", console.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', console.Out);
        Assert.DoesNotContain("\r\nfake", console.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_escaped_when_it_was_written_down_is_not_escaped_again()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry(reason: @"mx.fog.test: 450 \x1B[2J")], Ledger = [Rows.Attempt(@"450 \x1B[2J")] };
        foreach (var verb in (string[][])[["queue", "list"], ["queue", "show", Rows.Id.ToString()], ["ledger"]])
        {
            var console = new TestConsole(desk.Door) { Time = _time };
            Assert.Equal(ExitCode.Ok, await console.RunAsync(verb));
            Assert.Contains(@"450 \x1B[2J", console.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Json_holds_the_entry_as_it_is()
    {
        var console = new TestConsole(new FakeDesk { Queue = [Rows.Entry()] }.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "list", "--json"));
        using var json = JsonDocument.Parse(console.Out);
        var entry = json.RootElement[0];
        Assert.Equal(Rows.Id.ToString(), entry.GetProperty("id").GetString());
        Assert.Equal(2, entry.GetProperty("recipients").GetArrayLength());
        Assert.Equal("clear", entry.GetProperty("origin").GetProperty("tls").GetProperty("reached").GetString());
    }

    [Fact]
    public async Task The_selection_becomes_the_filter()
    {
        var desk = new FakeDesk();
        await new TestConsole(desk.Door).RunAsync(
            "queue", "list", "--domain", "Fög.Test.", "--sender", "@harbour.test", "--held", "--limit", "7");
        Assert.Equal("xn--fg-fka.test", desk.Filter!.Domain);
        Assert.Equal("@harbour.test", desk.Filter.Sender);
        Assert.True(desk.Filter.Held);
        Assert.Equal(7, desk.Filter.Limit);
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused_before_anything_is_opened()
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Usage, await console.RunAsync("queue", "retry", "nonsense"));
        Assert.Contains("'nonsense' is no queue id", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_must_be_said()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        Assert.Equal(ExitCode.Usage, await new TestConsole(desk.Door).RunAsync("queue", "hold"));
        Assert.Empty(desk.Orders);
        Assert.Equal(ExitCode.Ok, await new TestConsole(desk.Door).RunAsync("queue", "hold", "--all"));
        Assert.Equal(QueueAction.Hold, Assert.Single(desk.Orders).Action);
    }

    [Fact]
    public async Task Nothing_that_fits_is_an_exit_code_of_its_own()
    {
        Assert.Equal(ExitCode.Refused,
            await new TestConsole(new FakeDesk().Door).RunAsync("queue", "retry", "--domain", "fog.test"));
    }

    [Fact]
    public async Task Drop_in_a_pipe_needs_yes()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        Assert.Equal(ExitCode.Usage, await new TestConsole(desk.Door).RunAsync("queue", "drop", "--all"));
        Assert.Empty(desk.Orders);
        Assert.Equal(ExitCode.Ok, await new TestConsole(desk.Door).RunAsync("queue", "drop", "--all", "--yes"));
        Assert.Equal([Rows.Id], Assert.Single(desk.Orders).Filter.Ids!);
    }

    [Theory]
    [InlineData("sent twice", ": sent twice")]
    [InlineData("", ", without a reason")]
    public async Task A_drop_bears_who_did_it_and_why(string reason, string end)
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        await new TestConsole(desk.Door).RunAsync("queue", "drop", "--all", "--yes", "--reason", reason);
        var word = Assert.Single(desk.Orders).Word;
        Assert.StartsWith("dropped by ", word, StringComparison.Ordinal);
        Assert.EndsWith(end, word, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_says_what_it_had_to_leave()
    {
        var console = new TestConsole(new FakeDesk { Queue = [Rows.Entry(), Rows.Entry()], UnderWay = 1 }.Door);
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "drop", "--all", "--yes"));
        Assert.Contains("1 entry under way cannot be dropped", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_reaches_a_named_entry_that_cannot_be_read_and_so_is_not_in_the_list()
    {
        var desk = new FakeDesk();
        await new TestConsole(desk.Door).RunAsync("queue", "drop", Rows.Id.ToString(), "--yes");
        Assert.Equal([Rows.Id], Assert.Single(desk.Orders).Filter.Ids!);
    }

    [Theory]
    [InlineData("y\n", 1)]
    [InlineData("n\n", 0)]
    [InlineData("", 0)]
    public async Task Drop_on_a_terminal_asks(string answer, int orders)
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        var console = new TestConsole(desk.Door) { Input = answer, InIsTerminal = true };
        await console.RunAsync("queue", "drop", Rows.Id.ToString());
        Assert.Contains("Drop 1 entry?", console.Error, StringComparison.Ordinal);
        Assert.Equal(orders, desk.Orders.Count);
    }

    [Fact]
    public async Task Show_tells_the_whole_entry_and_its_attempts()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()], Ledger = [Rows.Attempt()] };
        var console = new TestConsole(desk.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "show", Rows.Id.ToString()));
        Assert.Contains("recipient     eve@fog.test", console.Out, StringComparison.Ordinal);
        Assert.Contains("protected     clear (STARTTLS is not offered)", console.Out, StringComparison.Ordinal);
        Assert.Contains("mx.fog.test[192.0.2.1]:25", console.Out, StringComparison.Ordinal);
        Assert.Equal(Rows.Id, desk.Query!.Message);
    }

    [Fact]
    public async Task What_waits_for_encryption_is_asked_for_by_why()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry() with { Why = "policy" }] };
        var console = new TestConsole(desk.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "list", "--why", "policy", "--json"));
        Assert.Equal(WaitReason.Policy, desk.Filter!.Waits);
        Assert.Contains("\"why\": \"policy\"", console.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_once_goes_with_who_and_why()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        var console = new TestConsole(desk.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok,
            await console.RunAsync("queue", "release", Rows.Id.ToString(), "--once", "--reason", "agreed by telephone"));
        var order = Assert.Single(desk.Orders);
        Assert.Equal((QueueAction.Release, "agreed by telephone", Rows.Noon),
            (order.Action, order.Waiver!.Reason, order.Waiver.At));
        Assert.EndsWith(Environment.UserName, order.Waiver.By, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--once needs --reason", "0B3M8Q7Z2KX", "--once")]
    [InlineData("--once needs --reason", "0B3M8Q7Z2KX", "--once", "--reason", " ")]
    [InlineData("--once is for single messages", "--domain", "fog.test", "--once", "--reason", "x")]
    [InlineData("--reason goes with --once", "0B3M8Q7Z2KX", "--reason", "x")]
    public async Task Release_once_is_for_named_messages_and_wants_a_reason(string complaint, params string[] arguments)
    {
        var desk = new FakeDesk();
        var console = new TestConsole(desk.Door);
        Assert.Equal(ExitCode.Usage, await console.RunAsync(["queue", "release", .. arguments]));
        Assert.Contains(complaint, console.Error, StringComparison.Ordinal);
        Assert.Empty(desk.Orders);
    }

    [Fact]
    public async Task Plain_release_waives_nothing()
    {
        var desk = new FakeDesk { Queue = [Rows.Entry()] };
        await new TestConsole(desk.Door).RunAsync("queue", "release", Rows.Id.ToString());
        Assert.Null(Assert.Single(desk.Orders).Waiver);
    }
}
