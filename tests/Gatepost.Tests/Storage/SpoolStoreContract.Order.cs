using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

public abstract partial class SpoolStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Within_a_destination_the_first_to_come_is_the_first_to_go(bool restart)
    {
        var ids = new List<QueueId>();
        for (var i = 0; i < 20; i++) ids.Add((await CommitAsync("one.test")).Id);
        if (restart) await ReopenAsync();
        Assert.Equal(ids, (await LeaseAsync()).Select(lease => lease.Message.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_destination_with_much_work_does_not_delay_one_with_little(bool restart)
    {
        for (var i = 0; i < 50; i++) await CommitAsync("big.test");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CommitAsync("small.test");
        await CommitAsync("other.test");
        if (restart) await ReopenAsync();
        var first = (await LeaseAsync(3)).Select(lease => lease.Message.Destination);
        Assert.Equal(["big.test", "other.test", "small.test"], first.Order());
        Assert.All(await LeaseAsync(10), lease => Assert.Equal("big.test", lease.Message.Destination));
    }

    [Fact]
    public async Task Excepted_destinations_are_passed_over_and_keep_their_entries()
    {
        for (var i = 0; i < 3; i++)
        {
            await CommitAsync("slow.test");
            await CommitAsync("quick.test");
        }

        var except = new HashSet<string> { "slow.test" };
        var taken = (await LeaseAsync(100, except)).Select(lease => lease.Message.Destination);
        Assert.Equal(["quick.test", "quick.test", "quick.test"], taken);
        Assert.Empty(await LeaseAsync(100, except));
        Assert.Equal(3, (await LeaseAsync()).Count);
    }

    [Fact]
    public async Task A_destination_that_was_passed_over_is_the_first_when_it_may_go_again()
    {
        await CommitAsync("slow.test");
        for (var i = 0; i < 5; i++) await CommitAsync("quick.test");
        await LeaseAsync(2, new HashSet<string> { "slow.test" });
        Assert.Equal("slow.test", Assert.Single(await LeaseAsync(1)).Message.Destination);
    }

    [Fact]
    public async Task Nothing_is_leased_before_its_time_and_the_time_is_told()
    {
        await CommitAsync("one.test", Now.AddMinutes(5));
        await CommitAsync("two.test", Now.AddMinutes(3));
        Assert.Empty(await LeaseAsync());
        Assert.Equal(Now.AddMinutes(3), await NextDueAsync());
        Assert.Equal(Now.AddMinutes(5), await NextDueAsync("two.test"));
        Assert.Null(await NextDueAsync("one.test", "two.test"));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("two.test", (await LeaseOneAsync()).Message.Destination);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("one.test", (await LeaseOneAsync()).Message.Destination);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_deferred_comes_after_what_was_due_before_it(bool restart)
    {
        var first = await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await CompleteAsync(lease, Deferred(lease, TimeSpan.FromMinutes(5)));
        Clock.Advance(TimeSpan.FromMinutes(4));
        var second = await CommitAsync("one.test");
        Clock.Advance(TimeSpan.FromMinutes(4));
        if (restart) await ReopenAsync();
        Assert.Equal([second.Id, first.Id], (await LeaseAsync()).Select(l => l.Message.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task New_mail_takes_turns_with_what_was_deferred_however_much_that_is_and_however_many_destinations(bool restart)
    {
        for (var i = 0; i < 60; i++) await CommitAsync($"dead{i % 30}.test");
        foreach (var lease in await LeaseAsync()) await CompleteAsync(lease, Deferred(lease, TimeSpan.FromMinutes(5)));
        Clock.Advance(TimeSpan.FromMinutes(10));
        if (restart) await ReopenAsync();
        await CommitAsync("alive.test");
        await CommitAsync("dead1.test");
        await CommitAsync("alive.test");

        var first = await LeaseAsync(6);
        Assert.Equal(3, first.Count(static lease => lease.Message.Attempts == 0));
        Assert.Equal(57, (await LeaseAsync(57)).Count(static lease => lease.Message.Attempts > 0));
    }

    [Fact]
    public async Task Of_what_was_deferred_no_more_is_leased_than_is_asked_for_and_its_time_does_not_count_then()
    {
        await CommitAsync("one.test");
        await CommitAsync("two.test");
        foreach (var lease in await LeaseAsync()) await CompleteAsync(lease, Deferred(lease, TimeSpan.FromMinutes(5)));
        await CommitAsync("three.test", Now.AddMinutes(7));
        Clock.Advance(TimeSpan.FromMinutes(6));
        var request = new LeaseRequest("test", Now.AddMinutes(10), 100, None) { MaxTried = 0 };

        Assert.Empty(await Store.LeaseDueAsync(request, Now, CancellationToken.None));
        Assert.Equal(Now.AddMinutes(1), await Store.NextDueAsync(request, CancellationToken.None));
        Assert.Single(await Store.LeaseDueAsync(request with { MaxTried = 1 }, Now, CancellationToken.None));
        var other = request with { MaxTried = 9, ExceptTried = new HashSet<string> { "one.test", "two.test" } };
        Assert.Empty(await Store.LeaseDueAsync(other, Now, CancellationToken.None));
    }
}
