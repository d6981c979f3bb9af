using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound.Connections;

/// <summary>
/// One client's connection as the session sees it: octets in, replies out, in clear or through TLS, each wait with an end.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    // Of the size of a TLS record: one read takes one record. With zero-byte reads an idle session holds none.
    private const int TlsBuffer = 16 * 1024;

    // Replies to a pipelined group go together, but not more of them than this: a group may have no end.
    private const long MostUnflushed = 4096;

    // The last words: what waits to be sent, and close_notify.
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(10), ShortFarewell = TimeSpan.FromSeconds(1);

    private const string GaveWay = "gave way to a client that waited, since limits.sessions is reached";

    private const long LingerOctets = 1024 * 1024;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(2);

    private readonly IDuplexPipe _transport;
    private readonly TimeProvider _time;
    private readonly ITimer _deadline;
    private readonly CancellationTokenRegistration _stopping;
    private PipeReader _input;
    private PipeWriter _output;
    private SslStream? _tls;
    private TransportStream? _records;
    private CancellationTokenSource? _handshake;
    private long _waitsSince;
    private bool _unflushed;
    private volatile bool _timedOut, _interruptible, _givesWay;
    private volatile Waiting _waiting;

    private enum Waiting { ForNothing, ForOctets, ForTheClientToRead, ForTheHandshake }

    /// <summary>Begins in clear.</summary>
    /// <param name="transport">The octets of the network.</param>
    /// <param name="time">Ends waits.</param>
    /// <param name="stopping">Interrupts waits between commands, and no others.</param>
    public Wire(IDuplexPipe transport, TimeProvider time, CancellationToken stopping)
    {
        (_transport, _time, _input, _output) = (transport, time, transport.Input, transport.Output);
        var never = Timeout.InfiniteTimeSpan;
        _deadline = time.CreateTimer(static state => ((Wire)state!).Expire(), this, never, never);
        Stopping = stopping;
        _stopping = stopping.UnsafeRegister(static state => ((Wire)state!).Interrupt(), this);
    }

    /// <summary>The server is stopping.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>The last wait was ended by its time limit.</summary>
    public bool TimedOut => _timedOut || GivesWay;

    /// <summary>It was chosen to leave, since others cannot be served.</summary>
    public bool GivesWay { get => _givesWay; set => _givesWay = value; }

    /// <summary>
    /// For how long the client has kept us waiting for a command, a piece of content, its half of TLS, or to read.
    /// </summary>
    public TimeSpan Waited =>
        _waiting is Waiting.ForNothing ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _waitsSince));

    /// <summary>Whether TLS is active.</summary>
    public bool IsEncrypted => _tls is not null;

    /// <summary>So many replies wait to be sent that it should be done now, whatever else has come.</summary>
    public bool HasMuchToSay => _unflushed && _output.UnflushedBytes >= MostUnflushed;

    /// <summary>Takes what has arrived already, without waiting.</summary>
    public bool TryRead(out ReadResult result) => _input.TryRead(out result);

    /// <summary>Waits for octets. A result that is cancelled means that the time is over, or that the server stops.</summary>
    /// <param name="limit">How long at most; null: the time that runs since the last call with a limit goes on.</param>
    /// <param name="betweenCommands">Whether the server's stop may end the wait.</param>
    public async ValueTask<ReadResult> ReadAsync(TimeSpan? limit, bool betweenCommands)
    {
        if (limit is { } time) Arm(time);
        (_waiting, _interruptible) = (Waiting.ForOctets, betweenCommands);
        _records?.BeginRead();
        try
        {
            // All may have come while nobody waited.
            var isOver = GivesWay || (limit is null && _timedOut) || (betweenCommands && Stopping.IsCancellationRequested);
            if (isOver) _input.CancelPendingRead();
            return await _input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            (_waiting, _interruptible) = (Waiting.ForNothing, false);
        }
    }

    /// <summary>What was read up to here is done with.</summary>
    public void AdvanceTo(SequencePosition consumed) => _input.AdvanceTo(consumed);

    /// <summary>
    /// What was read up to <paramref name="consumed"/> is done with; more is needed after <paramref name="examined"/>.
    /// </summary>
    public void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _input.AdvanceTo(consumed, examined);

    /// <summary>Puts a reply behind those that wait to be flushed (RFC 2920 §3.2: replies of a group go together).</summary>
    public void Write(SmtpReply reply)
    {
        ReplyWriter.Write(_output, reply);
        _unflushed = true;
    }

    /// <summary>Sends the replies that wait.</summary>
    /// <exception cref="IOException">The client does not read, or has gone.</exception>
    public async ValueTask FlushAsync(TimeSpan limit)
    {
        if (!_unflushed) return;
        _unflushed = false;
        var flush = _output.FlushAsync(CancellationToken.None);
        if (!flush.IsCompleted)
        {
            _waiting = Waiting.ForTheClientToRead;
            Arm(GivesWay ? ShortFarewell : limit);
        }

        var result = await flush.ConfigureAwait(false);
        _waiting = Waiting.ForNothing;
        if (result.IsCanceled) throw new IOException("the client does not read our replies");
        if (result.IsCompleted) throw new IOException("the client has closed the connection");
    }

    /// <summary>Whether octets have come behind those that were taken.</summary>
    public bool HasInputWaiting()
    {
        if (!_input.TryRead(out var result)) return false;
        _input.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
        return !result.Buffer.IsEmpty;
    }

    /// <summary>
    /// Starts TLS: from here on the session reads and writes through it, and what lay in clear before is out of reach.
    /// </summary>
    /// <param name="gate">Does the handshake.</param>
    /// <param name="closed">The connection was aborted.</param>
    public async ValueTask<TlsHandshake> StartTlsAsync(TlsGate gate, CancellationToken closed)
    {
        _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var records = new TransportStream(_transport);
        var stream = new SslStream(records, leaveInnerStreamOpen: true);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
        (_handshake, _waitsSince, _waiting) = (over, _time.GetTimestamp(), Waiting.ForTheHandshake);
        var handshake = await gate.ShakeHandsAsync(stream, over.Token).ConfigureAwait(false);
        (_handshake, _waiting) = (null, Waiting.ForNothing);
        if (!handshake.Succeeded)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            return GivesWay ? handshake with { Facts = TlsFacts.Clear(GaveWay) } : handshake;
        }

        (_tls, _records) = (stream, records);
        records.EachWordForgives = stream.SslProtocol is not SslProtocols.Tls13;
        _input = PipeReader.Create(
            stream, new StreamPipeReaderOptions(bufferSize: TlsBuffer, leaveOpen: true, useZeroByteReads: true));
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        _unflushed = false;
        return handshake;
    }

    /// <summary>Ends the wait: the session says why, and is over soon, whatever the client does.</summary>
    public void GiveWay()
    {
        Expire();
        try
        {
            _handshake?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended; the next wait ends too.
        }
    }

    /// <summary>
    /// Lets the client's last octets come for a short while, after a reply that ended the session: a connection that is closed
    /// over unread octets is reset, and the client never reads why.
    /// </summary>
    public async ValueTask LingerAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LingerTime, _time);
            for (long drained = 0; drained < LingerOctets;)
            {
                var result = await _transport.Input.ReadAsync(limit.Token).ConfigureAwait(false);
                drained += result.Buffer.Length;
                _transport.Input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) return;
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The client reset the connection, or waits for us to close: it has had its time.
        }
    }

    /// <summary>
    /// Ends TLS with close_notify, as far as the client still listens, and lets go of the buffers. Whoever does not read is not
    /// waited for long.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync().ConfigureAwait(false);
        await _deadline.DisposeAsync().ConfigureAwait(false);
        if (_tls is not { } tls) return;
        await using var limit = _time.CreateTimer(
            static output => ((PipeWriter)output!).CancelPendingFlush(), _transport.Output,
            GivesWay ? ShortFarewell : FarewellTime, FarewellTime);
        try
        {
            await _input.CompleteAsync().ConfigureAwait(false);
            await _output.CompleteAsync().ConfigureAwait(false);
            await tls.ShutdownAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException
            or CryptographicException)
        {
            // The client left first, or broke TLS: there is nobody to say goodbye to.
        }

        await tls.DisposeAsync().ConfigureAwait(false);
    }

    private void Arm(TimeSpan limit)
    {
        _timedOut = false;
        Volatile.Write(ref _waitsSince, _time.GetTimestamp());
        _deadline.Change(limit, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        _timedOut = true;
        if (_waiting is Waiting.ForOctets) _input.CancelPendingRead();
        if (_waiting is Waiting.ForTheClientToRead) _output.CancelPendingFlush();
    }

    private void Interrupt()
    {
        if (_interruptible) _input.CancelPendingRead();
    }
}
