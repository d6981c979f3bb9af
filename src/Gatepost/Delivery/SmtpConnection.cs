using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>
/// The octets of one conversation: commands out, replies in, each within its time. It knows no order of commands. Once a peer
/// has misbehaved it is not usable any more.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    // More than one whole line of the greatest length, so an incomplete line always leaves room to read on.
    private const int BufferSize = 2 * ReplyParser.MaxLine;

    private readonly Socket _socket;
    private readonly Deadline _deadline;
    private readonly ReplyParser _parser = new();
    private readonly byte[] _buffer = new byte[BufferSize];
    private Stream _stream;
    private int _start, _end;

    private SmtpConnection(Socket socket, Deadline deadline) =>
        (_socket, _deadline, _stream) = (socket, deadline, new NetworkStream(socket, ownsSocket: true));

    /// <summary>Every reply so far was understood, none was 421, and the connection stands as far as we know.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Something arrived that nobody asked for: on an idle connection, its end.</summary>
    public bool HasUnreadInput => _start < _end || _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Connects, without delay of small segments: with it each pipelined group would cost 40 ms.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static async ValueTask<(SmtpConnection? Connection, ConversationFailure? Failure)> ConnectAsync(
        IPEndPoint address, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var deadline = new Deadline(time);
        using var follow = deadline.Follow(cancellationToken);
        try
        {
            await socket.ConnectAsync(address, deadline.Within(limit));
            deadline.Lift();
            return (new SmtpConnection(socket, deadline), null);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            deadline.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, why) = fault is SocketException refused
                ? (FailureKind.Unreachable, refused.Message)
                : (FailureKind.TimedOut, null);
            return (null, new ConversationFailure(ConversationStage.Connect, kind, null, why));
        }
    }

    /// <summary>Obeys the caller's wish to stop until the result is disposed of.</summary>
    public CancellationTokenRegistration Follow(CancellationToken caller) => _deadline.Follow(caller);

    /// <summary>
    /// All that is said and heard from now on may take this long together, save for the final reply: a peer that uses each step's
    /// time to the full would else be served for days. Null: each step has its own time.
    /// </summary>
    public void Together(TimeSpan? whole) => _deadline.Together(whole);

    /// <summary>Sends octets.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<ConversationFailure?> WriteAsync(ConversationStage stage, ReadOnlyMemory<byte> octets, TimeSpan limit)
    {
        try
        {
            await _stream.WriteAsync(octets, _deadline.Within(limit));
            _deadline.Lift();
            return null;
        }
        catch (Exception fault) when (IsPeersFault(fault, stage))
        {
            return Broken(stage, fault);
        }
    }

    /// <summary>
    /// Reads one reply. A wish to stop ends it with an exception, save at the final reply: there the message may be delivered
    /// already, and the caller must hear that nobody knows.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<Heard> ReadReplyAsync(ConversationStage stage, TimeSpan limit)
    {
        if (TryTakeReply(stage, out var heard)) return heard;
        try
        {
            // The clock runs for the whole reply: who sends it octet by octet gains nothing.
            var token = _deadline.Within(limit, isLast: stage is ConversationStage.FinalReply);
            do
            {
                var read = await _stream.ReadAsync(_buffer.AsMemory(_end), token);
                if (read == 0) return new(null, Unusable(new(stage, FailureKind.Closed)));
                _end += read;
            }
            while (!TryTakeReply(stage, out heard));
            _deadline.Lift();
            return heard;
        }
        catch (Exception fault) when (IsPeersFault(fault, stage))
        {
            return new(null, Broken(stage, fault));
        }
    }

    /// <summary>Says a command, without its line end, and reads the reply.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<Heard> AskAsync(ConversationStage stage, string command, TimeSpan limit) =>
        await WriteAsync(stage, Encoding.ASCII.GetBytes(command + "\r\n"), limit) is { } failure
            ? new(null, failure)
            : await ReadReplyAsync(stage, limit);

    /// <summary>
    /// Makes the handshake. Whatever arrived in the clear behind the reply to STARTTLS was not said by who speaks inside TLS:
    /// it ends the attempt, and is never taken for a reply (the response injection of CVE-2021-38371 and its kin).
    /// </summary>
    public async ValueTask<(PeerJudgement? Judgement, ConversationFailure? Failure)> StartTlsAsync(
        PeerVerifier verifier, PeerExpectation expectation, TimeSpan limit)
    {
        if (_start < _end || _socket.Available > 0)
            return (null, Unusable(new(ConversationStage.StartTls, FailureKind.Injected)));

        try
        {
            var judgement = await verifier.HandshakeAsync(_stream, expectation, _deadline.Within(limit));
            _deadline.Lift();
            if (judgement.Stream is null)
            {
                var why = judgement.Facts.Problem;
                return (judgement, Unusable(new(ConversationStage.Handshake, FailureKind.BrokenTls, null, why)));
            }

            _stream = judgement.Stream;
            return (judgement, null);
        }
        catch (OperationCanceledException) when (!_deadline.IsStopping)
        {
            return (null, Unusable(new(ConversationStage.Handshake, FailureKind.TimedOut)));
        }
    }

    /// <summary>Closes without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        IsUsable = false;
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

    private bool TryTakeReply(ConversationStage stage, out Heard heard)
    {
        var octets = new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        var progress = _parser.Read(ref octets, out var reply);
        _start = _end - (int)octets.Length;
        if (_start == _end) _start = _end = 0;
        if (progress is ReplyProgress.NeedMore)
        {
            if (_start > 0) MakeRoom();
            heard = default;
            return false;
        }

        // RFC 5321 §3.8: after 421 the peer closes; whatever is asked then is not answered.
        if (reply is { Code: 421 }) IsUsable = false;
        heard = reply is not null
            ? new(reply, null)
            : new(null, Unusable(new(stage, FailureKind.Malformed, null, Words(progress))));
        return true;
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private bool IsPeersFault(Exception fault, ConversationStage stage) =>
        fault is IOException or SocketException or AuthenticationException
        || (fault is OperationCanceledException && (!_deadline.IsStopping || stage is ConversationStage.FinalReply));

    private ConversationFailure Broken(ConversationStage stage, Exception fault) =>
        Unusable(new(stage, fault is OperationCanceledException ? FailureKind.TimedOut : FailureKind.Closed));

    private ConversationFailure Unusable(ConversationFailure failure)
    {
        IsUsable = false;
        return failure;
    }

    private static string Words(ReplyProgress progress) => progress switch
    {
        ReplyProgress.CodesDiffer => "the lines of one reply bear different codes",
        ReplyProgress.TooLong => "its reply is too long",
        _ => "what it sent is no SMTP reply",
    };
}
