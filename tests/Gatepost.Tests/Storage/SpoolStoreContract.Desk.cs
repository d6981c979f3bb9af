using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

public abstract partial class SpoolStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_held_entry_waits_until_it_is_released(bool restart)
    {
        var message = await TestMail.MakeAsync(Store, "one.test", Now) with { IsHeld = true };
        await Store.CommitAsync([message], CancellationToken.None);
        if (restart) await ReopenAsync();
        Assert.Empty(await LeaseAsync());
        Assert.Null(await NextDueAsync());
        Assert.True(Assert.Single(await ListAsync()).IsHeld);
        Assert.Equal(1, await ApplyAsync(QueueAction.Release));
        if (restart) await ReopenAsync();
        Assert.False((await LeaseOneAsync()).Message.IsHeld);
    }

    [Fact]
    public async Task What_is_dropped_is_handed_over_and_what_is_under_way_is_not()
    {
        var gone = await CommitAsync("one.test");
        await LeaseOneAsync();
        var kept = await CommitAsync("two.test");
        var recorded = new List<QueuedMessage>();

        var count = await Store.DropAsync(
            new QueueFilter(), dropped => { recorded.AddRange(dropped); return Task.CompletedTask; }, CancellationToken.None);

        Assert.Equal((1, kept.Id), (count, Assert.Single(recorded).Id));
        Assert.Equal(gone.Id, Assert.Single(await ListAsync()).Id);
    }

    [Fact]
    public async Task A_completion_may_hold_what_remains()
    {
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await CompleteAsync(lease, Deferred(lease, TimeSpan.Zero) with { Hold = true });
        Assert.Empty(await LeaseAsync());
        await ReopenAsync();
        Assert.Empty(await LeaseAsync());
        Assert.Equal(1, (await Store.SummarizeAsync(CancellationToken.None)).Held.Entries);
    }

    [Fact]
    public async Task Retry_makes_due_at_once_but_releases_nothing()
    {
        await CommitAsync("one.test", Now.AddHours(1));
        var held = await TestMail.MakeAsync(Store, "two.test", Now) with { IsHeld = true };
        await Store.CommitAsync([held], CancellationToken.None);
        Assert.Equal(2, await ApplyAsync(QueueAction.Retry));
        Assert.Equal("one.test", (await LeaseOneAsync()).Message.Destination);
        await ReopenAsync();
        Assert.Equal("one.test", (await LeaseOneAsync()).Message.Destination);
    }

    [Fact]
    public async Task A_hold_on_an_entry_under_way_takes_effect_when_it_comes_back()
    {
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await ApplyAsync(QueueAction.Hold);
        await CompleteAsync(lease, Deferred(lease, TimeSpan.Zero));
        Assert.Empty(await LeaseAsync());
        await ReopenAsync();
        Assert.Empty(await LeaseAsync());
        Assert.True(Assert.Single(await ListAsync()).IsHeld);
    }

    [Fact]
    public async Task Drop_removes_but_not_what_is_under_way()
    {
        var active = await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await CommitAsync("two.test");
        await CommitAsync("three.test", Now.AddHours(1));
        Assert.Equal(2, await ApplyAsync(QueueAction.Drop));
        Assert.Equal(active.Id, Assert.Single(await ListAsync()).Id);
        await CompleteAsync(lease);
        await ReopenAsync();
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task An_action_reaches_only_what_the_filter_names()
    {
        var one = await CommitAsync("one.test");
        await CommitAsync("two.test");
        Assert.Equal(1, await ApplyAsync(QueueAction.Hold, new QueueFilter { Ids = [one.Id] }));
        Assert.Equal("two.test", (await LeaseOneAsync()).Message.Destination);
        Assert.Equal(0, await ApplyAsync(QueueAction.Drop, new QueueFilter { Ids = [TestMail.NewId()] }));
    }

    [Fact]
    public async Task The_list_is_in_order_and_filtered()
    {
        var one = await CommitAsync("one.test");
        var notice = await TestMail.MakeAsync(Store, "two.test", Now);
        notice = notice with { Envelope = notice.Envelope with { ReversePath = null }, IsHeld = true };
        var part = notice with { Id = notice.Id.WithPart(1), Destination = "three.test", IsHeld = false };
        part = part with { Envelope = part.Envelope with { Recipients = [TestMail.To("user@three.test")] } };
        await Store.CommitAsync([notice, part], CancellationToken.None);

        Assert.Equal([one.Id, notice.Id, part.Id], await IdsAsync(new()));
        Assert.Equal([one.Id], await IdsAsync(new() { Limit = 1 }));
        Assert.Equal([notice.Id, part.Id], await IdsAsync(new() { Ids = [notice.Id] }));
        Assert.Equal([part.Id], await IdsAsync(new() { Ids = [part.Id] }));
        Assert.Equal([notice.Id], await IdsAsync(new() { Held = true }));
        Assert.Equal([one.Id, part.Id], await IdsAsync(new() { Held = false }));
        Assert.Equal([part.Id], await IdsAsync(new() { Domain = "three.test" }));
        Assert.Equal([notice.Id, part.Id], await IdsAsync(new() { Sender = "<>" }));
        Assert.Equal([one.Id], await IdsAsync(new() { Sender = "Sender@harbour.test" }));
        Assert.Equal([one.Id], await IdsAsync(new() { Sender = "@harbour.test" }));
        Assert.Empty(await IdsAsync(new() { Sender = "@arbour.test" }));

        async Task<IEnumerable<QueueId>> IdsAsync(QueueFilter filter) => (await ListAsync(filter)).Select(m => m.Id);
    }

    [Fact]
    public async Task A_long_list_is_read_to_its_end()
    {
        for (var i = 0; i < 600; i++) await CommitAsync($"d{i % 7}.test", Now.AddHours(1));
        Assert.Equal(600, (await ListAsync()).Select(m => m.Id).Distinct().Count());
        Assert.Equal(600, await ApplyAsync(QueueAction.Drop));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task The_summary_counts_by_state_and_knows_the_oldest()
    {
        var start = Now;
        await CommitAsync("active.test");
        await LeaseOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await CommitAsync("due.test");
        await CommitAsync("due.test");
        await CommitAsync("deferred.test", Now.AddHours(1));
        var held = await TestMail.MakeAsync(Store, "held.test", Now) with { IsHeld = true };
        await Store.CommitAsync([held], CancellationToken.None);

        var summary = await Store.SummarizeAsync(CancellationToken.None);
        Assert.Equal(
            new QueueSummary(new(2, Now), new(1, start), new(1, Now), new(1, Now)),
            summary);
        Assert.Equal((5, start), (summary.Entries, summary.OldestArrival));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_waiver_releases_an_entry_and_stays_with_it_until_it_is_gone(bool restart)
    {
        var waiver = new PolicyWaiver("ann", "agreed by telephone", Now);
        var message = await CommitAsync("one.test", Now.AddHours(1));
        await CommitAsync("two.test", Now.AddHours(1));
        await ApplyAsync(QueueAction.Hold);

        Assert.Equal(1, await Store.WaiveAsync(new QueueFilter { Ids = [message.Id] }, waiver, CancellationToken.None));
        if (restart) await ReopenAsync();
        var lease = await LeaseOneAsync();
        Assert.Equal((message.Id, waiver), (lease.Message.Id, lease.Message.Waiver));
        await CompleteAsync(lease, Deferred(lease, TimeSpan.Zero));

        Assert.Equal(waiver, (await LeaseOneAsync()).Message.Waiver);
    }

    [Fact]
    public async Task A_waiver_reaches_what_is_fresh_and_what_is_under_way()
    {
        var waiver = new PolicyWaiver("ann", "agreed by telephone", Now);
        await CommitAsync("one.test");
        await Store.WaiveAsync(new QueueFilter(), waiver, CancellationToken.None);
        var lease = await LeaseOneAsync();
        Assert.Equal(waiver, lease.Message.Waiver);

        var second = new PolicyWaiver("bob", "again", Now);
        await Store.WaiveAsync(new QueueFilter(), second, CancellationToken.None);
        await CompleteAsync(lease, Deferred(lease, TimeSpan.Zero));
        Assert.Equal(second, (await LeaseOneAsync()).Message.Waiver);
    }

    [Fact]
    public async Task What_waits_for_encryption_can_be_asked_for()
    {
        var ordinary = await CommitAsync("one.test");
        var policy = await TestMail.MakeAsync(Store, "two.test", Now) with { Waits = WaitReason.Policy };
        await Store.CommitAsync([policy], CancellationToken.None);

        Assert.Equal([policy.Id], (await ListAsync(new QueueFilter { Waits = WaitReason.Policy })).Select(one => one.Id));
        Assert.Equal([ordinary.Id], (await ListAsync(new QueueFilter { Waits = WaitReason.Ordinary })).Select(one => one.Id));
        Assert.Equal(1, await ApplyAsync(QueueAction.Drop, new QueueFilter { Waits = WaitReason.Policy }));
        Assert.Equal([ordinary.Id], (await ListAsync()).Select(one => one.Id));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_whatever_it_is_filtered_by()
    {
        var ids = new List<QueueId>();
        for (var i = 0; i < 600; i++) ids.Add((await CommitAsync(i % 2 == 0 ? "one.test" : "two.test")).Id);
        await CommitAsync("one.test.example");

        var filter = new QueueFilter { Domain = "one.test", Limit = 70 };
        var read = new List<QueueId>();
        while (await ListAsync(filter) is { Count: > 0 } page)
        {
            read.AddRange(page.Select(static message => message.Id));
            filter = filter with { After = page[^1].Id };
        }

        Assert.Equal(ids.Where((_, i) => i % 2 == 0), read);
        Assert.Equal(ids[500], (await ListAsync(new QueueFilter { After = ids[499], Limit = 1 }))[0].Id);
        await ApplyAsync(QueueAction.Hold, new QueueFilter { Domain = "two.test", After = ids[589] });
        Assert.Equal([591, 593, 595, 597, 599], (await ListAsync(new QueueFilter { Held = true })).Select(m => ids.IndexOf(m.Id)));
    }
}
