using System.IO.Pipelines;

namespace Gatepost.Tests.Inbound;

/// <summary>Two ends of a connection in memory. What one end flushes, the other has read and worked on before the flush
/// ends.</summary>
internal sealed class PipePair : IDisposable
{
    private static readonly PipeOptions Inline =
        new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private readonly CancellationTokenSource _closed = new();

    public PipePair()
    {
        var (up, down) = (new Pipe(Inline), new Pipe(Inline));
        (Server, Client) = (new End(up.Reader, new ClosingWriter(down.Writer, _closed)), new End(down.Reader, up.Writer));
    }

    /// <summary>The server has said its last word: the connection is closed, as Kestrel does it.</summary>
    public CancellationToken Closed => _closed.Token;

    public IDuplexPipe Server { get; }

    public IDuplexPipe Client { get; }

    public void Dispose() => _closed.Dispose();

    private sealed class ClosingWriter(PipeWriter inner, CancellationTokenSource closed) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            inner.FlushAsync(cancellationToken);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void Complete(Exception? exception = null)
        {
            inner.Complete(exception);
            closed.Cancel();
        }
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
