using Gatepost.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Dns;

public class AnswerCacheTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    private static DnsAnswer<int> Answer(string name, int value, int seconds = 60, DnsSecurity security = DnsSecurity.Insecure) =>
        new(DnsOutcome.Found, security, [value], name) { TimeToLive = TimeSpan.FromSeconds(seconds) };

    [Fact]
    public async Task Those_who_ask_at_the_same_time_share_one_look_up_and_one_who_gives_up_does_not_take_it_from_the_others()
    {
        var cache = new AnswerCache<int>(10, _time);
        var pending = new TaskCompletionSource<DnsAnswer<int>>();
        using var impatient = new CancellationTokenSource();
        var asked = 0;
        Task<DnsAnswer<int>> Ask(string name)
        {
            asked++;
            return pending.Task;
        }

        var first = cache.GetAsync("a.test", Ask, impatient.Token);
        var second = cache.GetAsync("a.test", Ask, CancellationToken.None);
        await impatient.CancelAsync();
        pending.SetResult(Answer("a.test", 7));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal([7], (await second).Records);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task It_never_holds_more_than_its_capacity()
    {
        var cache = new AnswerCache<int>(100, _time);
        for (var i = 0; i < 1000; i++)
        {
            await cache.GetAsync($"h{i}.test", name => Task.FromResult(Answer(name, i)), CancellationToken.None);
            Assert.InRange(cache.Count, 1, 100);
        }
    }

    [Fact]
    public async Task What_has_run_out_makes_room_before_what_is_fresh()
    {
        var cache = new AnswerCache<int>(2, _time);
        await cache.GetAsync("old.test", name => Task.FromResult(Answer(name, 1, seconds: 1)), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2));
        await cache.GetAsync("fresh.test", name => Task.FromResult(Answer(name, 2)), CancellationToken.None);
        await cache.GetAsync("new.test", name => Task.FromResult(Answer(name, 3)), CancellationToken.None);

        var again = await cache.GetAsync("fresh.test", _ => throw new InvalidOperationException("it is kept"), CancellationToken.None);
        Assert.Equal([2], again.Records);
    }

    [Fact]
    public async Task What_nobody_can_say_is_proven_is_not_kept()
    {
        var cache = new AnswerCache<int>(10, _time);
        await cache.GetAsync(
            "a.test", name => Task.FromResult(Answer(name, 1, security: DnsSecurity.Indeterminate)), CancellationToken.None);

        Assert.Equal([2], (await cache.GetAsync("a.test", name => Task.FromResult(Answer(name, 2)), CancellationToken.None)).Records);
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_asked_for_reaches_those_who_wait_and_nobody_else()
    {
        var cache = new AnswerCache<int>(10, _time);
        var pending = new TaskCompletionSource<DnsAnswer<int>>();
        var waiting = cache.GetAsync("a.test", _ => pending.Task, CancellationToken.None);
        cache.Clear();
        var fresh = await cache.GetAsync("a.test", name => Task.FromResult(Answer(name, 2)), CancellationToken.None);
        pending.SetResult(Answer("a.test", 1));

        Assert.Equal([1], (await waiting).Records);
        Assert.Equal([2], fresh.Records);
        var again = await cache.GetAsync("a.test", _ => throw new InvalidOperationException("it is kept"), CancellationToken.None);
        Assert.Equal([2], again.Records);
    }

    [Fact]
    public async Task A_fault_of_the_look_up_reaches_those_who_wait_and_is_not_kept()
    {
        var cache = new AnswerCache<int>(10, _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync("a.test", _ => throw new InvalidOperationException(), default));
        Assert.Equal([1], (await cache.GetAsync("a.test", name => Task.FromResult(Answer(name, 1)), CancellationToken.None)).Records);
    }
}
