using System.IO.Pipelines;

namespace Gatepost.Tests.Inbound;

/// <summary>Two ends of a connection in memory. What one end flushes, the other has read and worked on before the flush
/// ends.</summary>
internal sealed class PipePair
{
    private static readonly PipeOptions Inline =
        new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    public PipePair()
    {
        var (up, down) = (new Pipe(Inline), new Pipe(Inline));
        (Server, Client) = (new End(up.Reader, down.Writer), new End(down.Reader, up.Writer));
    }

    public IDuplexPipe Server { get; }

    public IDuplexPipe Client { get; }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
