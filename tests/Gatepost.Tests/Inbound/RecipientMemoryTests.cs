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
        await _memory.AskAsync(new Mailbox(localPart, "asked.example"), CancellationToken.None);

    [Theory]
    [InlineData("user", RecipientVerdict.Exists, 3600)]
    [InlineData("unknown", RecipientVerdict.Unknown, 300)]
    [InlineData("silent", RecipientVerdict.NoAnswer, 60)]
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
    public async Task Asking_for_many_costs_bounded_memory()
    {
        for (var i = 0; i <= RecipientMemory.MaxAddresses; i++) await AskAsync($"user{i}");
        Assert.InRange(_memory.Count, 1, RecipientMemory.MaxAddresses);
    }
}
