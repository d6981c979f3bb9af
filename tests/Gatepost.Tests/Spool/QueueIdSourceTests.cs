using Gatepost.Messages;
using Gatepost.Spool;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Spool;

public sealed class QueueIdSourceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Ids_tell_their_time_and_grow_within_a_millisecond()
    {
        var ids = new QueueIdSource(default, new FakeTimeProvider(Now));
        var first = ids.Next();
        Assert.Equal(Now, first.IssuedAt);
        Assert.Equal(0, first.Part);
        for (var i = 0; i < 10_000; i++)
        {
            var next = ids.Next();
            Assert.True(next > first && next.MessageNumber > first.MessageNumber && next.Part == 0);
            first = next;
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_between_two_runs_gives_no_id_twice()
    {
        var before = new QueueIdSource(default, new FakeTimeProvider(Now)).Next().WithPart(7);
        var after = new QueueIdSource(before, new FakeTimeProvider(Now.AddDays(-3))).Next();
        Assert.True(after.MessageNumber > before.MessageNumber);
    }

    [Fact]
    public void A_clock_before_2020_gives_ids_too()
    {
        var ids = new QueueIdSource(default, new FakeTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.True(ids.Next() > default(QueueId));
        Assert.True(ids.Next() > ids.Next() == false);
    }

    [Fact]
    public void Many_threads_get_different_ids()
    {
        var ids = new QueueIdSource(default, new FakeTimeProvider(Now));
        var all = new System.Collections.Concurrent.ConcurrentBag<QueueId>();
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 5000; i++) all.Add(ids.Next());
        });
        Assert.Equal(20_000, all.Distinct().Count());
    }

    [Fact]
    public void An_id_is_read_as_it_was_written()
    {
        var id = new QueueIdSource(default, new FakeTimeProvider(Now)).Next().WithPart(3);
        Assert.True(QueueId.TryParse(id.ToString(), out var back));
        Assert.Equal(id, back);
        Assert.True(QueueId.TryParse(id.ToString().ToLowerInvariant(), out back));
        Assert.Equal(id, back);
        Assert.False(QueueId.TryParse(id + "x", out _));
        Assert.False(QueueId.TryParse("", out _));
    }
}
