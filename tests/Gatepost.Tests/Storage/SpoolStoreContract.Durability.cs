using System.Text;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

public abstract partial class SpoolStoreContract
{
    [Fact]
    [Trait("Statement", "SMTP-05")]
    [Trait("Statement", "RTLS-06")]
    public async Task What_was_committed_comes_back_whole_after_a_restart()
    {
        await using var writer = Store.CreateContent();
        var octets = Encoding.Latin1.GetBytes("Subject: gr\u00fcn\r\n\r\n.\r\n");
        var message = TestMail.Full(await TestMail.WriteAsync(writer, octets), Now);
        await Store.CommitAsync([message], CancellationToken.None);

        await ReopenAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        var back = (await LeaseOneAsync()).Message;

        Assert.Equivalent(message.Envelope, back.Envelope, strict: true);
        Assert.Equivalent(message.Origin, back.Origin, strict: true);
        Assert.Equal(message.PrefixHeaders.ToArray(), back.PrefixHeaders.ToArray());
        Assert.Equal(octets, await TestMail.ReadAsync(back.Content));
        Assert.True(back.Content.HasEightBitData);
        Assert.Equal(octets.Length, back.Content.Length);
        var alike = message with { Envelope = back.Envelope, Origin = back.Origin };
        Assert.Equal(alike with { PrefixHeaders = back.PrefixHeaders, Content = back.Content }, back);
    }

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task A_null_reverse_path_comes_back_as_one()
    {
        var message = await TestMail.MakeAsync(Store, "one.test", Now);
        message = message with
        {
            Envelope = message.Envelope with { ReversePath = null },
            Origin = new("notifier", null, null, null, TlsFacts.Clear()),
        };
        await Store.CommitAsync([message], CancellationToken.None);
        await ReopenAsync();
        var back = (await LeaseOneAsync()).Message;
        Assert.Null(back.Envelope.ReversePath);
        Assert.Null(back.Origin.Address);
    }

    [Fact]
    public async Task What_is_done_is_gone_and_stays_gone()
    {
        await CommitAsync("one.test");
        await CompleteAsync(await LeaseOneAsync());
        Assert.Empty(await LeaseAsync());
        Assert.Empty(await ListAsync());
        await ReopenAsync();
        Assert.Empty(await LeaseAsync());
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deferred_entry_keeps_its_state(bool restart)
    {
        var message = await TestMail.MakeAsync(Store, "one.test", Now);
        IReadOnlyList<Recipient> both = [TestMail.To("a@one.test"), TestMail.To("b@one.test")];
        message = message with { Envelope = message.Envelope with { Recipients = both } };
        await Store.CommitAsync([message], CancellationToken.None);
        var completion = new Completion
        {
            Remaining = [TestMail.To("b@one.test")],
            NextAttemptAt = Now.AddMinutes(5),
            Attempts = 1,
            Reason = "450 4.2.1 later",
            DelayNotified = true,
            PolicyNotified = true,
            Waits = WaitReason.Policy,
        };
        await CompleteAsync(await LeaseOneAsync(), completion);
        if (restart) await ReopenAsync();

        Assert.Empty(await LeaseAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        var back = (await LeaseOneAsync()).Message;
        Assert.Equal([TestMail.To("b@one.test")], back.Envelope.Recipients);
        Assert.Equal("sender@harbour.test", back.Envelope.Sender);
        Assert.Equal((1, "450 4.2.1 later", true), (back.Attempts, back.LastReason, back.DelayNotified));
        Assert.Equal((WaitReason.Policy, true), (back.Waits, back.PolicyNotified));
        Assert.Equal(message.ArrivedAt, back.ArrivedAt);
        Assert.Equal("Subject: test\r\n\r\nHello.\r\n"u8.ToArray(), await TestMail.ReadAsync(back.Content));
    }

    [Fact]
    public async Task Notices_come_with_the_completion()
    {
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        var notice = await TestMail.MakeAsync(Store, "harbour.test", Now, "Subject: failed\r\n\r\n");
        await CompleteAsync(lease, new Completion { Remaining = [], Notices = [notice] });
        await ReopenAsync();
        var back = await LeaseOneAsync();
        Assert.Equal(notice.Id, back.Message.Id);
        Assert.Equal("Subject: failed\r\n\r\n"u8.ToArray(), await TestMail.ReadAsync(back.Message.Content));
    }

    [Fact]
    public async Task A_completion_whose_notice_cannot_be_taken_changes_nothing()
    {
        var other = await CommitAsync("two.test", Now.AddHours(1));
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        var completion = new Completion { Remaining = [], Notices = [other] };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CompleteAsync(lease, completion));
        Assert.Equal(2, (await ListAsync()).Count);
        await CompleteAsync(lease);
        Assert.Equal(other.Id, Assert.Single(await ListAsync()).Id);
    }

    [Fact]
    public async Task An_id_that_is_in_the_queue_is_not_taken_twice()
    {
        var message = await CommitAsync("one.test");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CommitAsync([message], CancellationToken.None));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task The_highest_id_is_known_after_the_queue_was_emptied()
    {
        var message = await CommitAsync("one.test");
        await CompleteAsync(await LeaseOneAsync());
        await ReopenAsync();
        Assert.Equal(message.Id, Store.HighestId);
    }

    [Fact]
    public async Task Many_at_once_are_each_leased_and_done_exactly_once()
    {
        const int Messages = 400;
        var done = new System.Collections.Concurrent.ConcurrentBag<QueueId>();
        var committing = Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < Messages / 8; i++) await CommitAsync($"d{(n + i) % 5}.test");
        })));
        var carrying = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!committing.IsCompleted || (await Store.SummarizeAsync(CancellationToken.None)).Due.Entries > 0)
            {
                var leases = await LeaseAsync(7);
                await Task.WhenAll(leases.Select(lease => CompleteAsync(lease)));
                foreach (var lease in leases) done.Add(lease.Message.Id);
                await Task.Yield();
            }
        })));
        await Task.WhenAll(committing, carrying);
        Assert.Equal(Messages, done.Count);
        Assert.Equal(Messages, done.Distinct().Count());
        await ReopenAsync();
        Assert.Empty(await ListAsync());
    }
}
