using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Dispatch;

public sealed class DispatchLoopTests : IAsyncDisposable
{
    private readonly DispatchBench _bench = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number = 1;

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _bench.Loop.StopAsync(now.Token);
        _bench.Loop.Dispose();
    }

    private QueuedMessage For(string domain) => Mail.Message(_number++, Mail.To("user@" + domain));

    private QueuedMessage[] Many(string domain, int count) => [.. Enumerable.Range(0, count).Select(_ => For(domain))];

    private int Delivered(string domain) => _bench.Ledger.Rows.Count(r => r.RecipientDomain == domain && r.Outcome is Gatepost.Ledger.LedgerOutcome.Delivered);

    [Fact]
    public async Task What_is_due_is_carried_and_leaves_the_queue()
    {
        _bench.Queue.Add(Many("x.test", 200));
        await _bench.Loop.StartAsync(CancellationToken.None);

        await _bench.Queue.UntilAsync(() => _bench.Queue.Entries.Count == 0);

        Assert.Equal(200, Delivered("x.test"));
    }

    [Fact]
    public async Task A_destination_that_never_answers_delays_nobody_else()
    {
        // It takes each connection and says nothing; it stands first in the queue, with more messages than one lane may hold.
        _bench.Walkers.Deliver = async (m, _) =>
        {
            if (m.Domain == "tar.test") await _gate.Task;
            return Mail.AtHost(m, Disposition.Delivered, Mail.Taken);
        };
        _bench.Queue.Add(Many("tar.test", 300));
        _bench.Queue.Add(Many("quick.test", 100));
        await _bench.Loop.StartAsync(CancellationToken.None);

        await _bench.Queue.UntilAsync(() => Delivered("quick.test") == 100);

        Assert.Equal(0, Delivered("tar.test"));
        _gate.SetResult();
        await _bench.Queue.UntilAsync(() => _bench.Queue.Entries.Count == 0);
    }

    [Fact]
    public async Task A_dead_destination_is_tried_by_few_and_the_others_wait_with_the_same_reason_recorded()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(m.Domain == "dead.test" ? Mail.Down(m) : Mail.AtHost(m, Disposition.Delivered, Mail.Taken));
        _bench.Queue.Add(Many("dead.test", 60));
        _bench.Queue.Add(Many("quick.test", 10));
        await _bench.Loop.StartAsync(CancellationToken.None);

        await _bench.Queue.UntilAsync(() => _bench.Queue.Completions.Count == 70);

        var tried = _bench.Walkers.Attempted.Count(m => m.Domain == "dead.test");
        Assert.InRange(tried, 1, 30);
        Assert.Equal(60, _bench.Ledger.Rows.Count(r => r.RecipientDomain == "dead.test"));
        Assert.All(_bench.Queue.Entries, e => Assert.True(e.NextAttemptAt > Mail.Noon));
        Assert.All(_bench.Ledger.Rows.Where(r => r.RecipientDomain == "dead.test" && r.Peer.Length == 0),
            r => Assert.Equal("421 4.4.1 No connection to mx.test: refused", r.Reply));
        Assert.Contains(_bench.LoopLog.Lines, l => l.StartsWith("Warning: dead.test cannot be reached", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_comes_while_all_is_quiet_is_carried_at_once()
    {
        await _bench.Loop.StartAsync(CancellationToken.None);
        _bench.Queue.Add(For("x.test"));

        await _bench.Queue.UntilAsync(() => Delivered("x.test") == 1);
    }

    [Fact]
    public async Task A_spool_that_cannot_be_read_is_asked_again()
    {
        _bench.Queue.LeaseFaults = 2;
        _bench.Queue.Add(For("x.test"));
        await _bench.Loop.StartAsync(CancellationToken.None);

        await _bench.AdvanceUntilAsync(_bench.Queue.UntilAsync(() => Delivered("x.test") == 1));

        Assert.Contains(_bench.LoopLog.Lines, l => l.StartsWith("Error: the spool cannot be read now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_lets_attempts_finish_and_gives_back_what_has_not_begun()
    {
        _bench.Walkers.Deliver = async (m, _) =>
        {
            _bench.Queue.Note(null);
            await _gate.Task;
            return Mail.AtHost(m, Disposition.Delivered, Mail.Taken);
        };
        _bench.Queue.Add(Many("x.test", 20));
        await _bench.Loop.StartAsync(CancellationToken.None);
        await _bench.Queue.UntilAsync(() => _bench.Walkers.Attempted.Count == 5 && _bench.Queue.Leased == 20);

        var stopping = _bench.Loop.StopAsync(CancellationToken.None);
        await _bench.Queue.UntilAsync(() => _bench.Queue.Leased == 5);
        _gate.SetResult();
        await stopping;

        Assert.Equal(5, Delivered("x.test"));
        Assert.Equal(15, _bench.Queue.Entries.Count);
        Assert.Equal(0, _bench.Queue.Leased);
    }

    [Fact]
    public async Task A_stop_breaks_off_what_has_not_finished_in_its_time_and_gives_it_back()
    {
        _bench.Walkers.Deliver = async (_, token) =>
        {
            _bench.Queue.Note(null);
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        };
        _bench.Queue.Add(For("x.test"));
        await _bench.Loop.StartAsync(CancellationToken.None);
        await _bench.Queue.UntilAsync(() => !_bench.Walkers.Attempted.IsEmpty);

        await _bench.AdvanceUntilAsync(_bench.Loop.StopAsync(CancellationToken.None));

        Assert.Single(_bench.Queue.Journal, j => j.StartsWith("release", StringComparison.Ordinal));
        Assert.Equal(0, _bench.Queue.Leased);
        Assert.Equal(LedgerOutcome.Unknown, Assert.Single(_bench.Ledger.Rows).Outcome);
    }
}
