using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Delivery;

namespace Gatepost.Checks.Dialogues;

/// <summary>
/// One connection to a server that is looked at, in lines or in octets, each step within its time. What goes wrong is a value,
/// and nothing more is said or heard after it.
/// </summary>
internal sealed class PeerLine : IAsyncDisposable
{
    private const int BlockSize = 16 * 1024;

    private readonly Socket _socket;
    private readonly Deadline _deadline;
    private readonly CancellationTokenRegistration _follow;
    private readonly TimeSpan _limit;
    private readonly byte[] _block = new byte[BlockSize];
    private Stream _stream;
    private int _start, _end;

    private PeerLine(Socket socket, Deadline deadline, CancellationTokenRegistration follow, TimeSpan limit)
    {
        (_socket, _deadline, _follow, _limit) = (socket, deadline, follow, limit);
        _stream = Stream.Null;
    }

    /// <summary>Why the connection is of no use any more; null while it is.</summary>
    public CallFault? Fault { get; private set; }

    /// <summary>The server sees us at its own address.</summary>
    public bool IsFromItself => _socket is { LocalEndPoint: IPEndPoint ours, RemoteEndPoint: IPEndPoint theirs }
        && ours.Address.Equals(theirs.Address);

    /// <summary>Something arrived that nobody has read.</summary>
    public bool HasUnreadInput => _start < _end || _socket.Available > 0;

    /// <summary>Connects.</summary>
    /// <param name="address">Where.</param>
    /// <param name="connect">Until the connection stands.</param>
    /// <param name="limit">Until a line is said or heard.</param>
    /// <param name="time">Measures both.</param>
    /// <param name="cancellationToken">The caller wants to stop.</param>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static async ValueTask<(PeerLine? Line, CallFault? Fault)> ConnectAsync(
        IPEndPoint address, TimeSpan connect, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var deadline = new Deadline(time);
        var line = new PeerLine(socket, deadline, deadline.Follow(cancellationToken), limit);
        try
        {
            var fault = await line.WithinAsync(connect, async token =>
            {
                await socket.ConnectAsync(address, token);
                line._stream = new NetworkStream(socket, ownsSocket: true);
            });
            if (fault is null) return (line, null);
            await line.DisposeAsync();
            return (null, fault with { Words = $"no connection to {address}: {fault.Words}" });
        }
        catch (OperationCanceledException)
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was heard makes the connection of no use.</summary>
    public void GiveUp(CallFault fault) => Fault ??= fault;

    /// <summary>Says lines, whole with their ends.</summary>
    public async ValueTask<bool> SayAsync(string lines) => await WriteAsync(Encoding.ASCII.GetBytes(lines), _limit) is null;

    /// <summary>The next line, without its end; null where there is none.</summary>
    public async ValueTask<string?> HearAsync()
    {
        while (Fault is null)
        {
            var end = _block.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_block.AsSpan(_start, end)).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            _block.AsSpan(_start.._end).CopyTo(_block);
            (_start, _end) = (0, _end - _start);
            if (_end == BlockSize) GiveUp(new(CallFaultKind.NoTls, "a line without end"));
            else if (await FillAsync(_limit) == 0) GiveUp(new(CallFaultKind.Closed, "the connection was closed"));
        }

        return null;
    }

    /// <summary>Says octets.</summary>
    public ValueTask<CallFault?> WriteAsync(ReadOnlyMemory<byte> octets, TimeSpan limit) =>
        WithinAsync(limit, async token => await _stream.WriteAsync(octets, token));

    /// <summary>The octets that have arrived; empty at the end of the connection. Good until the next reading.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Octets, CallFault? Fault)> ReadAsync(TimeSpan limit)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            await FillAsync(limit);
        }

        var octets = _block.AsMemory(_start.._end);
        _start = _end;
        return (octets, Fault);
    }

    /// <summary>Makes the handshake, whoever it is.</summary>
    public async ValueTask<PeerJudgement?> SecureAsync(PeerVerifier verifier, PeerExpectation expectation, TimeSpan limit)
    {
        try
        {
            var judgement = await verifier.HandshakeAsync(_stream, expectation, _deadline.Within(limit));
            _deadline.Lift();
            if (judgement.Stream is { } secured) _stream = secured;
            else GiveUp(new(CallFaultKind.NoTls, judgement.Facts.Problem ?? "the TLS handshake failed"));
            return judgement;
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            GiveUp(new(CallFaultKind.TimedOut, "the TLS handshake did not end in time"));
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _follow.DisposeAsync();
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // A close_notify that cannot be sent to a peer that has gone.
        }

        _socket.Dispose();
        _deadline.Dispose();
    }

    private async ValueTask<int> FillAsync(TimeSpan limit)
    {
        var read = 0;
        await WithinAsync(limit, async token => read = await _stream.ReadAsync(_block.AsMemory(_end), token));
        _end += read;
        return read;
    }

    private async ValueTask<CallFault?> WithinAsync(TimeSpan limit, Func<CancellationToken, Task> step)
    {
        if (Fault is not null) return Fault;
        try
        {
            await step(_deadline.Within(limit));
            _deadline.Lift();
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            GiveUp(CallFault.Of(fault as SocketException ?? fault.InnerException as SocketException));
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            GiveUp(new(CallFaultKind.TimedOut, "no answer in time"));
        }

        return Fault;
    }
}
