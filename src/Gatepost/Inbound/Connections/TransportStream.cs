using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Gatepost.Inbound.Connections;

/// <summary>
/// The transport's pipes as a stream, so that <see cref="System.Net.Security.SslStream"/> can stand on them in the middle of a
/// session. It never reads ahead: what it has not been asked for stays in the pipe.
/// </summary>
internal sealed class TransportStream(IDuplexPipe transport) : Stream
{
    /// <summary>
    /// Octets that may come in a row without a word for the session within: four TLS records of the greatest length. What is over
    /// it is KeyUpdates, empty records and the like, which cost us work and bring nothing.
    /// </summary>
    public const long MostInVain = 64 * 1024;

    private long _inVain;
    private bool _isMeasured;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Waits for octets. With an empty buffer it waits and takes nothing: so an idle TLS session holds no buffer.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await transport.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var octets = result.Buffer;
            if (!octets.IsEmpty)
            {
                var taken = octets.Slice(0, Math.Min(octets.Length, buffer.Length));
                var count = (int)taken.Length;
                taken.CopyTo(buffer.Span);

                // From here on the segments are the pipe's again: a length that is asked for later is that of other octets.
                transport.Input.AdvanceTo(taken.End, taken.End);
                if (_isMeasured && (_inVain += count) > MostInVain)
                    throw new IOException("the client sends TLS records with nothing in them");
                return count;
            }

            transport.Input.AdvanceTo(octets.Start, octets.End);
            if (result.IsCompleted) return 0;
            if (result.IsCanceled) throw new OperationCanceledException();
        }
    }

    /// <summary>The session waits for something new: what came before brought it.</summary>
    public void BeginRead() => (_inVain, _isMeasured) = (0, true);

    /// <summary>Writes and flushes: SslStream hands over whole records.</summary>
    /// <exception cref="IOException">The peer has gone, or does not read, and whoever waited for it has given up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await transport.Output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (result.IsCanceled) throw new IOException("the peer does not read");
        if (result.IsCompleted) throw new IOException("the peer has closed the connection");
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing waits here: each write is flushed.</summary>
    public override void Flush() { }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();
}
