using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Dispatch;

/// <summary>The Dispatch room with everything around it in memory.</summary>
internal sealed class DispatchBench
{
    public DispatchBench(GatepostConfig? config = null)
    {
        Queue = new(Time);
        Ledger = new(Queue);
        var source = new FixedConfig(config ?? Mail.Config);
        var stores = new RecorderStores(Ledger, Queue, Time, new Random(1));
        var metrics = new DispatchMetrics(new FakeMeters());
        Notifier = new(Queue, source, Time, metrics, NotifierLog);
        var heralds = new Heralds(Notifier, new RegressionWatch(Time, metrics, WatchLog));
        var recorder = new AttemptRecorder(stores, heralds, source, metrics, RecorderLog);
        Dispatcher = new(new(Walkers, Walkers, Walkers), recorder, source, Time, DispatcherLog);
        Loop = new(Dispatcher, stores, source, metrics, LoopLog);
    }

    public FakeTimeProvider Time { get; } = new(Mail.Noon);

    public QueueFake Queue { get; }

    public LedgerFake Ledger { get; }

    public Walkers Walkers { get; } = new();

    public Notifier Notifier { get; }

    public Dispatcher Dispatcher { get; }

    public DispatchLoop Loop { get; }

    public ListLogger<Dispatcher> DispatcherLog { get; } = new();

    public ListLogger<AttemptRecorder> RecorderLog { get; } = new();

    public ListLogger<RegressionWatch> WatchLog { get; } = new();

    public ListLogger<Notifier> NotifierLog { get; } = new();

    public ListLogger<DispatchLoop> LoopLog { get; } = new();

    /// <summary>Carries one message and gives what was completed.</summary>
    public async Task<Completion> CarryAsync(QueuedMessage message)
    {
        await Dispatcher.CarryAsync(new Lease(message, 1), _ => { }, CancellationToken.None);
        return Queue.Completions[^1].Completion;
    }

    /// <summary>Moves the clock, second by second, until <paramref name="work"/> has ended.</summary>
    public async Task AdvanceUntilAsync(Task work)
    {
        for (var i = 0; i < 1000 && !work.IsCompleted; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        await work.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
