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
    /// TLS records that may come without a word for the session within: KeyUpdates, empty records and the like, which cost us
    /// work and bring nothing. A KeyUpdate makes both sides derive new keys.
    /// </summary>
    public const int MostInVain = 32;

    /// <summary>One in vain is forgotten after so many records, where not each word forgives all before it.</summary>
    public const int RecordsForOneInVain = 1024;

    private const int HeaderLength = 5;

    private int _ofHeader, _ofRecord, _inVain, _records;
    private bool _isCounted, _isFirst;

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
                var count = Cut(octets, buffer.Length, out var isWhole);
                var taken = octets.Slice(0, count);
                taken.CopyTo(buffer.Span);

                // From here on the segments are the pipe's again: a length that is asked for later is that of other octets.
                transport.Input.AdvanceTo(taken.End, taken.End);
                if (isWhole) CountRecord();
                return count;
            }

            transport.Input.AdvanceTo(octets.Start, octets.End);
            if (result.IsCompleted) return 0;
            if (result.IsCanceled) throw new OperationCanceledException();
        }
    }

    /// <summary>
    /// A word forgives all records before it that brought none: up to TLS 1.2, where OpenSSL puts an empty record before each
    /// against an attack on CBC. In TLS 1.3 nobody has a reason to send more than a few.
    /// </summary>
    public bool EachWordForgives { get; set; }

    /// <summary>The session waits for something new: the last record brought a word.</summary>
    public void BeginRead()
    {
        (_isCounted, _isFirst) = (true, true);
        if (EachWordForgives) _inVain = 0;
    }

    /// <summary>
    /// How many octets may be read now: not beyond the end of a TLS record (RFC 8446 §5.1: a type, a version, and the length in
    /// two octets), so that those within which nothing is for the session can be told from the others.
    /// </summary>
    private int Cut(in ReadOnlySequence<byte> octets, int most, out bool isWhole)
    {
        var reader = new SequenceReader<byte>(octets);
        while (_ofHeader < HeaderLength && reader.Consumed < most && reader.TryRead(out var octet))
            if (++_ofHeader > HeaderLength - 2) _ofRecord = (_ofRecord << 8) | octet;
        var rest = (int)Math.Min(_ofHeader < HeaderLength ? 0 : _ofRecord, Math.Min(reader.Remaining, most - reader.Consumed));
        isWhole = _ofHeader == HeaderLength && (_ofRecord -= rest) == 0;
        if (isWhole) _ofHeader = 0;
        return (int)reader.Consumed + rest;
    }

    private void CountRecord()
    {
        if (!_isCounted) return;
        if (++_records % RecordsForOneInVain == 0 && _inVain > 0) _inVain--;
        if (!_isFirst && ++_inVain > MostInVain) throw new IOException("the client sends TLS records with nothing in them");
        _isFirst = false;
    }

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
