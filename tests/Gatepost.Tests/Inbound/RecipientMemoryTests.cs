using Gatepost.Inbound;
using Gatepost.Protocols.Smtp;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

public class RecipientMemoryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeRecipients _nextHop = new();
    private readonly RecipientMemory _memory;

    public RecipientMemoryTests() => _memory = new(_nextHop, _time);

    private async Task<RecipientVerdict> AskAsync(string localPart) =>
        (await _memory.AskAsync(new Mailbox(localPart, "asked.example"), CancellationToken.None)).Verdict;

    [Theory]
    [InlineData("user", RecipientVerdict.Exists, 3600)]
    [InlineData("unknown", RecipientVerdict.Unknown, 300)]
    [InlineData("silent", RecipientVerdict.NoAnswer, 60)]
    [InlineData("shy", RecipientVerdict.Undecided, 60)]
    public async Task An_answer_is_remembered_for_its_time(string localPart, RecipientVerdict verdict, int seconds)
    {
        Assert.Equal(verdict, await AskAsync(localPart));
        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(verdict, await AskAsync(localPart));
        Assert.Single(_nextHop.Asked);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(verdict, await AskAsync(localPart));
        Assert.Equal(2, _nextHop.Asked.Count);
    }

    [Fact]
    public async Task An_answer_for_one_address_says_nothing_of_another()
    {
        await AskAsync("unknown");
        Assert.Equal(RecipientVerdict.Exists, await AskAsync("Unknown"));
    }

    [Fact]
    public async Task A_next_hop_that_is_down_is_not_asked_about_each_recipient_anew()
    {
        await AskAsync("silent");
        Assert.Equal(RecipientVerdict.NoAnswer, await AskAsync("user"));
        Assert.Single(_nextHop.Asked);

        _time.Advance(RecipientMemory.NoAnswerLife);
        Assert.Equal(RecipientVerdict.Exists, await AskAsync("user"));
    }

    [Fact]
    public async Task A_next_hop_that_would_not_say_is_asked_about_others()
    {
        await AskAsync("shy");
        Assert.Equal(RecipientVerdict.Exists, await AskAsync("user"));
    }

    [Fact]
    public async Task What_is_known_of_an_address_holds_while_the_next_hop_is_down()
    {
        await AskAsync("unknown");
        await AskAsync("silent");
        Assert.Equal(RecipientVerdict.Unknown, await AskAsync("unknown"));
    }

    [Fact]
    public async Task Asking_for_many_costs_bounded_memory()
    {
        for (var i = 0; i <= RecipientMemory.MaxAddresses; i++) await AskAsync($"user{i}");
        Assert.InRange(_memory.Count, 1, RecipientMemory.MaxAddresses);
    }
}
