using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Delivery;

namespace Gatepost.Checks.ClientAccess;

/// <summary>The lines of one connection to a server of people's programs, each within its time; what goes wrong is a value.
/// </summary>
internal sealed class AccessLine : IAsyncDisposable
{
    private const int MaxLine = 8 * 1024;

    private readonly Socket _socket;
    private readonly Deadline _deadline;
    private readonly CancellationTokenRegistration _follow;
    private readonly TimeSpan _limit;
    private readonly byte[] _block = new byte[MaxLine];
    private Stream _stream;
    private int _start, _end;

    private AccessLine(Socket socket, Deadline deadline, CancellationTokenRegistration follow, TimeSpan limit)
    {
        (_socket, _deadline, _follow, _limit) = (socket, deadline, follow, limit);
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Why the connection is of no use any more; null while it is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The server sees us at its own address.</summary>
    public bool IsFromItself => _socket is { LocalEndPoint: IPEndPoint ours, RemoteEndPoint: IPEndPoint theirs }
        && ours.Address.Equals(theirs.Address);

    /// <summary>Something arrived that nobody has read.</summary>
    public bool HasUnreadInput => _start < _end || _socket.Available > 0;

    /// <summary>Connects.</summary>
    /// <returns>The line, or null and whether the port is closed; if it is not, nothing was heard in time.</returns>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static async ValueTask<(AccessLine? Line, bool IsClosed)> ConnectAsync(
        IPEndPoint address, TimeSpan connect, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var deadline = new Deadline(time);
        var follow = deadline.Follow(cancellationToken);
        try
        {
            await socket.ConnectAsync(address, deadline.Within(connect));
            deadline.Lift();
            return (new(socket, deadline, follow, limit), false);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            await follow.DisposeAsync();
            socket.Dispose();
            deadline.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return (null, fault is SocketException { SocketErrorCode: SocketError.ConnectionRefused });
        }
    }

    /// <summary>Says lines, whole with their ends.</summary>
    public async ValueTask<bool> SayAsync(string lines)
    {
        await WithinAsync(async token => await _stream.WriteAsync(Encoding.ASCII.GetBytes(lines), token));
        return Fault is null;
    }

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
            if (_end == MaxLine) Fault = "it sends a line without end";
            else await WithinAsync(FillAsync);
        }

        return null;
    }

    /// <summary>Makes the handshake, whoever it is.</summary>
    public async ValueTask<PeerJudgement?> SecureAsync(PeerVerifier verifier, PeerExpectation expectation, TimeSpan limit)
    {
        try
        {
            var judgement = await verifier.HandshakeAsync(_stream, expectation, _deadline.Within(limit));
            _deadline.Lift();
            if (judgement.Stream is { } secured) _stream = secured;
            else Fault = judgement.Facts.Problem;
            return judgement;
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            Fault = "the TLS handshake did not end in time";
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

    private async Task FillAsync(CancellationToken token)
    {
        var read = await _stream.ReadAsync(_block.AsMemory(_end), token);
        if (read == 0) Fault = "it closed the connection";
        _end += read;
    }

    private async ValueTask WithinAsync(Func<CancellationToken, Task> step)
    {
        if (Fault is not null) return;
        try
        {
            await step(_deadline.Within(_limit));
            _deadline.Lift();
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            Fault = "the connection broke";
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            Fault = "it did not answer in time";
        }
    }
}
