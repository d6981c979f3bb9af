using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

public abstract partial class SpoolStoreContract
{
    private static byte[] Octets(int length)
    {
        var octets = new byte[length];
        new Random(length).NextBytes(octets);
        return octets;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(InlineLimit - 1)]
    [InlineData(InlineLimit)]
    [InlineData(InlineLimit + 1)]
    [InlineData((5 * InlineLimit) + 3)]
    public async Task Contents_of_any_length_come_back_octet_by_octet(int length)
    {
        var octets = Octets(length);
        await using (var writer = Store.CreateContent())
        {
            var content = await TestMail.WriteAsync(writer, octets);
            Assert.Equal(length, content.Length);
            await Store.CommitAsync([TestMail.Of(content, "one.test", Now)], CancellationToken.None);
        }

        var fresh = await LeaseOneAsync();
        Assert.Equal(octets, await TestMail.ReadAsync(fresh.Message.Content));
        await Store.ReleaseAsync(fresh, CancellationToken.None);
        await ReopenAsync();
        var back = (await LeaseOneAsync()).Message.Content;
        Assert.Equal(length, back.Length);
        Assert.Equal(fresh.Message.Content.HasEightBitData, back.HasEightBitData);
        Assert.Equal(octets, await TestMail.ReadAsync(back));
        Assert.Equal(octets, await TestMail.ReadAsync(back));
    }

    [Fact]
    public async Task A_content_below_the_limit_lies_in_memory_once_it_was_read()
    {
        await CommitAsync("one.test");
        await ReopenAsync();
        var content = (await LeaseOneAsync()).Message.Content;
        await TestMail.ReadAsync(content);
        Assert.True(content.TryGetMemory(out var octets));
        Assert.Equal(content.Length, octets.Length);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(InlineLimit + 1)]
    public async Task Parts_share_their_content_until_the_last_one_is_done(int length)
    {
        await using (var writer = Store.CreateContent())
        {
            var first = TestMail.Of(await TestMail.WriteAsync(writer, Octets(length)), "one.test", Now);
            var second = first with { Id = first.Id.WithPart(1), Destination = "two.test" };
            await Store.CommitAsync([first, second], CancellationToken.None);
        }

        await ReopenAsync();
        var leases = await LeaseAsync();
        Assert.Equal(2, leases.Count);
        await CompleteAsync(leases[0]);
        Assert.Equal(Octets(length), await TestMail.ReadAsync(leases[1].Message.Content));
        await ReopenAsync();
        var last = await LeaseOneAsync();
        Assert.Equal(Octets(length), await TestMail.ReadAsync(last.Message.Content));
        await CompleteAsync(last);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Parts_of_different_messages_are_not_taken_together()
    {
        var one = await TestMail.MakeAsync(Store, "one.test", Now);
        var other = await TestMail.MakeAsync(Store, "two.test", Now);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CommitAsync([one, other], CancellationToken.None));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_short_notice_may_bear_a_long_content()
    {
        await CommitAsync("one.test");
        var lease = await LeaseOneAsync();
        await using (var writer = Store.CreateContent())
        {
            var notice = TestMail.Of(await TestMail.WriteAsync(writer, Octets(InlineLimit * 2)), "harbour.test", Now);
            await CompleteAsync(lease, new Completion { Remaining = [], Notices = [notice] });
        }

        await ReopenAsync();
        Assert.Equal(Octets(InlineLimit * 2), await TestMail.ReadAsync((await LeaseOneAsync()).Message.Content));
    }
}
