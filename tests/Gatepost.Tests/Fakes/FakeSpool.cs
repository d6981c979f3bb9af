using System.Buffers;
using System.Text;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Fakes;

/// <summary>A spool in memory, with a disk that can be filled or broken.</summary>
internal sealed class FakeSpool : ISpool
{
    private readonly Lock _lock = new();
    private readonly List<IReadOnlyList<QueuedMessage>> _messages = [];
    private long _number = 1;

    /// <summary>No room above the reserve.</summary>
    public bool IsFull { get; set; }

    /// <summary>What the next writes or commits throw.</summary>
    public Exception? CommitFault { get; set; }

    public IOException? WriteFault { get; set; }

    /// <summary>Commits wait for this.</summary>
    public Task CommitGate { get; set; } = Task.CompletedTask;

    /// <summary>Contents that were opened and neither committed nor removed.</summary>
    public int OpenContents { get; private set; }

    /// <summary>The most octets that were written between two flushes.</summary>
    public int MostUnflushed { get; private set; }

    /// <summary>The most octets that were written of one content.</summary>
    public long MostKept { get; private set; }

    public IReadOnlyList<IReadOnlyList<QueuedMessage>> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    public string? Problem { get; set; }

    public bool HasRoomFor(long size) => !IsFull;

    public QueueId NextId() => new(Interlocked.Increment(ref _number) << 10);

    public IContentWriter CreateContent()
    {
        OpenContents++;
        return new Writer(this);
    }

    public async Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken)
    {
        await CommitGate;
        if (CommitFault is { } fault) throw fault;
        lock (_lock) _messages.Add(parts);
    }

    public Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => throw new NotSupportedException();

    public static string TextOf(QueuedMessage message)
    {
        message.Content.TryGetMemory(out var octets);
        return Encoding.UTF8.GetString(octets.Span);
    }

    private sealed class Writer(FakeSpool spool) : IContentWriter
    {
        private readonly ArrayBufferWriter<byte> _octets = new();
        private bool _disposed;
        private int _unflushed;

        public void Advance(int count)
        {
            _octets.Advance(count);
            spool.MostUnflushed = Math.Max(spool.MostUnflushed, _unflushed += count);
            spool.MostKept = Math.Max(spool.MostKept, _octets.WrittenCount);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _octets.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => _octets.GetSpan(sizeHint);

        public ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            _unflushed = 0;
            return spool.WriteFault is { } fault ? throw fault : default;
        }

        public ValueTask<MessageContent> FinishAsync(CancellationToken cancellationToken) =>
            spool.WriteFault is { } fault ? throw fault : new(new MemoryContent(_octets.WrittenSpan.ToArray()));

        public ValueTask DisposeAsync()
        {
            if (!_disposed) spool.OpenContents--;
            _disposed = true;
            return default;
        }
    }
}
