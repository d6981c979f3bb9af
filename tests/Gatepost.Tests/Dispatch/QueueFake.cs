using System.Buffers;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Dispatch;

/// <summary>A queue in memory that hands out leases, by a clock of the test, and remembers what became of them.</summary>
internal sealed class QueueFake(TimeProvider time) : ISpool
{
    private readonly Lock _gate = new();
    private readonly List<QueuedMessage> _entries = [];
    private readonly HashSet<QueueId> _leased = [];
    private readonly List<string> _journal = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number = 1 << 20;

    /// <summary>What happened, in order: <c>ledger ID</c>, <c>complete ID</c>, <c>release ID</c>.</summary>
    public IReadOnlyList<string> Journal
    {
        get { lock (_gate) return [.. _journal]; }
    }

    public Heard<(Lease Lease, Completion Completion)> Completions { get; } = new();

    /// <summary>Called before each completion; may throw.</summary>
    public Action<Completion>? OnComplete { get; set; }

    public Exception? WriteFault { get; set; }

    /// <summary>The next calls for leases throw.</summary>
    public int LeaseFaults { get; set; }

    /// <summary>Contents that were started and not disposed of.</summary>
    public int OpenContents { get; private set; }

    public IReadOnlyList<QueuedMessage> Entries
    {
        get { lock (_gate) return [.. _entries]; }
    }

    public int Leased
    {
        get { lock (_gate) return _leased.Count; }
    }

    public void Add(params IEnumerable<QueuedMessage> messages)
    {
        lock (_gate) _entries.AddRange(messages);
        Note(null);
    }

    /// <summary>Ends when <paramref name="reached"/> holds; asked after each change.</summary>
    public async Task UntilAsync(Func<bool> reached)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (reached()) return;
            await changed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Writes into the journal, and wakes those who wait.</summary>
    public void Note(string? line)
    {
        lock (_gate)
        {
            if (line is not null) _journal.Add(line);
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public string? Problem => null;

    public bool HasRoomFor(long size) => true;

    public QueueId NextId() => new(Interlocked.Increment(ref _number) << 10);

    public Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (LeaseFaults-- > 0) throw new IOException("the disk is gone");
                var now = time.GetUtcNow();
                Lease[] due =
                [
                    .. _entries.Where(e => e.NextAttemptAt <= now && !_leased.Contains(e.Id) && !request.Except.Contains(e.Destination))
                        .Where(e => e.Attempts == 0 || request.MaxTried > 0).Take(request.Max).Select(e => new Lease(e, 1)),
                ];
                foreach (var lease in due) _leased.Add(lease.Message.Id);
                if (due.Length > 0) return due;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken)
    {
        OnComplete?.Invoke(completion);
        lock (_gate)
        {
            Completions.Add((lease, completion));
            _leased.Remove(lease.Message.Id);
            _entries.RemoveAll(e => e.Id == lease.Message.Id);
            if (completion.Remaining.Count > 0)
            {
                _entries.Add(lease.Message with
                {
                    Envelope = lease.Message.Envelope with { Recipients = completion.Remaining },
                    NextAttemptAt = completion.NextAttemptAt,
                    Attempts = completion.Attempts,
                });
            }
        }

        Note($"complete {lease.Message.Id}");
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        lock (_gate) _leased.Remove(lease.Message.Id);
        Note($"release {lease.Message.Id}");
        return Task.CompletedTask;
    }

    public IContentWriter CreateContent()
    {
        OpenContents++;
        return new Writer(this);
    }

    private sealed class Writer(QueueFake queue) : IContentWriter
    {
        private readonly ArrayBufferWriter<byte> _octets = new();

        public void Advance(int count) => _octets.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => _octets.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => _octets.GetSpan(sizeHint);

        public ValueTask FlushAsync(CancellationToken cancellationToken) => queue.WriteFault is { } fault ? throw fault : default;

        public ValueTask<MessageContent> FinishAsync(CancellationToken cancellationToken) =>
            new(new MemoryContent(_octets.WrittenSpan.ToArray()));

        public ValueTask DisposeAsync()
        {
            queue.OpenContents--;
            return default;
        }
    }
}
