using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

public abstract partial class SpoolStoreContract
{
    [Fact]
    public async Task A_leased_entry_is_nobody_elses()
    {
        await CommitAsync("one.test");
        await LeaseOneAsync();
        Assert.Empty(await LeaseAsync());
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_given_to_another_and_its_holder_cannot_complete()
    {
        await CommitAsync("one.test");
        var slow = await LeaseOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(10));
        var next = await LeaseOneAsync();
        Assert.Equal(slow.Message.Id, next.Message.Id);

        await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(slow));
        Assert.Single(await ListAsync());
        await CompleteAsync(next);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_lease_that_ran_out_cannot_complete_even_where_nobody_else_took_the_entry()
    {
        await CommitAsync("one.test");
        var slow = await LeaseOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(slow));
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task A_lease_completes_once()
    {
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await CompleteAsync(lease, Deferred(lease, TimeSpan.Zero));
        await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(lease));
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task A_lease_from_before_a_restart_cannot_complete()
    {
        await CommitAsync("one.test");
        var old = await LeaseOneAsync();
        await ReopenAsync();
        await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(old));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_released_entry_is_due_at_once_and_before_what_came_later()
    {
        var first = await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await CommitAsync("one.test");
        await Store.ReleaseAsync(lease, CancellationToken.None);
        Assert.Equal([first.Id, second.Id], (await LeaseAsync()).Select(l => l.Message.Id));
        await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(lease));
    }

    [Fact]
    public async Task No_more_is_leased_than_was_asked_for()
    {
        for (var i = 0; i < 5; i++) await CommitAsync("one.test");
        Assert.Equal(2, (await LeaseAsync(2)).Count);
        Assert.Equal(3, (await LeaseAsync()).Count);
    }

    [Fact]
    public async Task Work_that_arrives_is_announced()
    {
        var calls = 0;
        Store.WorkArrived += () => Interlocked.Increment(ref calls);
        await CommitAsync("one.test");
        Assert.True(Called(0));
        var lease = await LeaseOneAsync();
        var before = Volatile.Read(ref calls);
        await Store.ReleaseAsync(lease, CancellationToken.None);
        Assert.True(Called(before));
        before = Volatile.Read(ref calls);
        await ApplyAsync(QueueAction.Retry);
        Assert.True(Called(before));

        // The caller may know before the announcement is made.
        bool Called(int times) => SpinWait.SpinUntil(() => Volatile.Read(ref calls) > times, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(8760)]
    [InlineData(-8760)]
    public async Task A_clock_that_jumps_makes_nothing_due_leaves_nothing_behind_and_ends_no_lease(int hours)
    {
        var deferred = await CommitAsync("one.test");
        var first = await LeaseOneAsync();
        await CompleteAsync(first, Deferred(first, TimeSpan.FromMinutes(30)));
        await CommitAsync("two.test");
        var lease = await LeaseOneAsync();

        Clock.Jump(TimeSpan.FromHours(hours));
        Assert.Empty(await LeaseAsync());
        await CompleteAsync(lease);
        Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(await LeaseAsync());
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(deferred.Id, (await LeaseOneAsync()).Message.Id);
    }

    [Fact]
    public async Task What_a_clock_that_was_a_year_ahead_has_deferred_is_due_within_two_days_after_a_restart()
    {
        Clock.Jump(TimeSpan.FromDays(365));
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await CompleteAsync(lease, Deferred(lease, TimeSpan.FromMinutes(30)));
        Clock.Jump(TimeSpan.FromDays(-365));
        await ReopenAsync();
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(lease.Message.Id, (await LeaseOneAsync()).Message.Id);
    }
}
