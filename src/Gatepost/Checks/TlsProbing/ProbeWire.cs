using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Delivery;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The octets of one connection of the probe, each step within its time; whatever goes wrong is a value.</summary>
internal sealed class ProbeWire : IAsyncDisposable
{
    private const int BlockSize = 16 * 1024;

    private readonly Socket _socket;
    private readonly Deadline _deadline;
    private readonly CancellationTokenRegistration _follow;
    private readonly ReplyParser _replies = new();
    private readonly byte[] _block = new byte[BlockSize];
    private int _start, _end;

    private ProbeWire(Socket socket, Deadline deadline, CancellationTokenRegistration follow) =>
        (_socket, _deadline, _follow) = (socket, deadline, follow);

    /// <summary>Something arrived that nobody has read.</summary>
    public bool HasUnreadInput => _start < _end || _socket.Available > 0;

    /// <summary>Connects.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static async ValueTask<(ProbeWire? Wire, ProbeFault? Fault)> ConnectAsync(
        IPEndPoint address, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var deadline = new Deadline(time);
        var wire = new ProbeWire(socket, deadline, deadline.Follow(cancellationToken));
        var fault = await wire.WithinAsync(limit, async token => await socket.ConnectAsync(address, token));
        if (fault is null) return (wire, null);
        await wire.DisposeAsync();
        return (null, fault with { Words = $"no connection to {address}: {fault.Words}" });
    }

    public ValueTask<ProbeFault?> WriteAsync(ReadOnlyMemory<byte> octets, TimeSpan limit) => WithinAsync(limit, async token =>
    {
        for (var left = octets; !left.IsEmpty;) left = left[await _socket.SendAsync(left, SocketFlags.None, token)..];
    });

    /// <summary>What has arrived; empty at the end of the connection. Good until the next reading.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Octets, ProbeFault? Fault)> ReadAsync(TimeSpan limit)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            var fault = await WithinAsync(
                limit, async token => _end = await _socket.ReceiveAsync(_block, SocketFlags.None, token));
            if (fault is not null) return (default, fault);
        }

        var octets = _block.AsMemory(_start.._end);
        _start = _end;
        return (octets, null);
    }

    /// <summary>Reads one reply of SMTP.</summary>
    public async ValueTask<(SmtpReply? Reply, ProbeFault? Fault)> ReadReplyAsync(TimeSpan limit)
    {
        while (true)
        {
            var octets = new ReadOnlySequence<byte>(_block, _start, _end - _start);
            var progress = _replies.Read(ref octets, out var reply);
            _start = _end - (int)octets.Length;
            if (reply is not null) return (reply, null);
            if (progress is not ReplyProgress.NeedMore) return (null, new(ProbeFaultKind.NoTls, "what came is no SMTP reply"));
            if (await FillAsync(limit) is { } fault) return (null, fault);
        }
    }

    /// <summary>Reads one line, without its end.</summary>
    public async ValueTask<(string? Line, ProbeFault? Fault)> ReadLineAsync(TimeSpan limit)
    {
        while (true)
        {
            var end = _block.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_block.AsSpan(_start, end)).TrimEnd('\r');
                _start += end + 1;
                return (line, null);
            }

            if (_end - _start == BlockSize) return (null, new(ProbeFaultKind.NoTls, "a line without end"));
            if (await FillAsync(limit) is { } fault) return (null, fault);
        }
    }

    /// <summary>Says a line, and reads the reply.</summary>
    public async ValueTask<(SmtpReply? Reply, ProbeFault? Fault)> AskAsync(string line, TimeSpan limit)
    {
        var fault = await WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), limit);
        return fault is null ? await ReadReplyAsync(limit) : (null, fault);
    }

    public ValueTask DisposeAsync()
    {
        _follow.Dispose();
        _socket.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<ProbeFault?> FillAsync(TimeSpan limit)
    {
        // The parser leaves less than a line of the greatest length, so there is always room.
        _block.AsSpan(_start.._end).CopyTo(_block);
        (_start, _end) = (0, _end - _start);
        var read = 0;
        var fault = await WithinAsync(
            limit, async token => read = await _socket.ReceiveAsync(_block.AsMemory(_end), SocketFlags.None, token));
        _end += read;
        return fault ?? (read == 0 ? new(ProbeFaultKind.Closed, "the connection was closed") : null);
    }

    private async ValueTask<ProbeFault?> WithinAsync(TimeSpan limit, Func<CancellationToken, Task> step)
    {
        try
        {
            await step(_deadline.Within(limit));
            _deadline.Lift();
            return null;
        }
        catch (SocketException fault)
        {
            var kind = fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown
                ? ProbeFaultKind.Closed
                : ProbeFaultKind.NoConnection;
            return new(kind, kind is ProbeFaultKind.Closed ? "the connection was reset" : fault.SocketErrorCode.ToString());
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            return new(ProbeFaultKind.TimedOut, "no answer in time");
        }
    }
}
