using System.Threading.Channels;

namespace Gatepost.Ledger;

/// <summary>
/// Writes the rows of many callers at once: what comes while one batch is being written makes up the next. Callers wait where
/// the store is slower than they are, so the rows in memory are bounded.
/// </summary>
public sealed class GroupCommitLedger : ILedger, IAsyncDisposable
{
    private const int MaxWaiting = 10_000, MaxRows = 1000;

    private readonly ILedgerStore _store;
    private readonly Task _writing;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>On a store that stays its owner's to dispose of.</summary>
    public GroupCommitLedger(ILedgerStore store)
    {
        _store = store;
        _writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc />
    public async Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        var waiting = new Waiting(entries);
        if (!_waiting.Writer.TryWrite(waiting)) await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        await waiting.Written.Task;
    }

    /// <summary>Writes what was handed in, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            var rows = 0;
            while (rows < MaxRows && _waiting.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
                rows += waiting.Entries.Count;
            }

            await WriteAsync(batch, rows);
        }
    }

    private async Task WriteAsync(List<Waiting> batch, int rows)
    {
        var entries = new List<LedgerEntry>(rows);
        foreach (var waiting in batch) entries.AddRange(waiting.Entries);
        try
        {
            await _store.AppendAsync(entries, CancellationToken.None);
            foreach (var waiting in batch) waiting.Written.SetResult();
        }
        catch (Exception e)
        {
            // Each caller's conductor decides what it means; the next batch finds out anew.
            var problem = e as IOException ?? new IOException($"The ledger was not written: {e.Message}", e);
            foreach (var waiting in batch) waiting.Written.SetException(problem);
        }
    }

    private sealed record Waiting(IReadOnlyList<LedgerEntry> Entries)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
