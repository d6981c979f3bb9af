using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatepost.Host.Serving;

/// <summary>
/// Kestrel's sockets with an accept of our own: Kestrel tries again at once where an accept fails, and so keeps a core busy for
/// as long as the process has no file left. Here the clients wait in the queue of the system, and one line of the log says why.
/// They wait before the last file is taken: a runtime that cannot load a library ends the process.
/// </summary>
internal sealed partial class PatientListeners(
    IOptions<SocketTransportOptions> options, TimeProvider clock, ILoggerFactory loggers)
    : IConnectionListenerFactory, IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100), Silence = TimeSpan.FromMinutes(10);

    private readonly ILogger _logger = loggers.CreateLogger<PatientListeners>();
    private readonly Lock _gate = new();

    // By reference: several may ask the system for a port.
    private readonly Dictionary<EndPoint, Func<IPAddress, bool>> _turnedAway = new(ReferenceEqualityComparer.Instance);

    private SocketConnectionContextFactory? _connections;
    private int _open;
    private long? _toldAt;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        _connections ??= new(Copy(options.Value), _logger);
        var socket = Bind(endpoint);
        try
        {
            socket.Listen(options.Value.Backlog);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode is SocketError.AddressAlreadyInUse) throw new AddressInUseException(e.Message, e);
            throw;
        }

        return ValueTask.FromResult<IConnectionListener>(new Listener(this, socket, _turnedAway.GetValueOrDefault(endpoint)));
    }

    private Socket Bind(EndPoint endpoint)
    {
        try
        {
            return options.Value.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(e.Message, e);
        }
    }

    public void Dispose() => _connections?.Dispose();

    private static SocketConnectionFactoryOptions Copy(SocketTransportOptions options) => new()
    {
        IOQueueCount = options.IOQueueCount,
        MaxReadBufferSize = options.MaxReadBufferSize,
        MaxWriteBufferSize = options.MaxWriteBufferSize,
        UnsafePreferInlineScheduling = options.UnsafePreferInlineScheduling,
        WaitForDataBeforeAllocatingBuffer = options.WaitForDataBeforeAllocatingBuffer,
    };

    /// <summary>Connections at once, of all listeners, at most.</summary>
    public int Most { get; set; } = int.MaxValue;

    /// <summary>Says who is turned away at one end point: the connection is reset at once, and nobody is told of it.</summary>
    public void TurnAway(EndPoint endpoint, Func<IPAddress, bool> which) => _turnedAway[endpoint] = which;

    private Task WaitAsync(string why, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_toldAt is not { } told || clock.GetElapsedTime(told) >= Silence)
            {
                _toldAt = clock.GetTimestamp();
                LogNoFile(why);
            }
        }

        return Task.Delay(Wait, clock, cancellationToken);
    }

    [LoggerMessage(HostEvents.NoFileLeft, LogLevel.Error,
        "no connection can be taken now ({Why}): clients wait until others go. "
        + "Raise LimitNOFILE in the unit (ulimit -n), or lower limits.sessions and outbound.concurrency")]
    private partial void LogNoFile(string why);

    private sealed class Listener(PatientListeners all, Socket socket, Func<IPAddress, bool>? turnsAway) : IConnectionListener
    {
        private readonly CancellationTokenSource _unbound = new();

        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                if (Volatile.Read(ref all._open) >= all.Most)
                {
                    var many = $"{all.Most} are open, and this process may have few files open";
                    await all.WaitAsync(many, _unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (_unbound.IsCancellationRequested) return null;
                    continue;
                }

                try
                {
                    var accepted = await socket.AcceptAsync(cancellationToken);
                    if (accepted.RemoteEndPoint is IPEndPoint client && turnsAway?.Invoke(client.Address) is true)
                    {
                        accepted.Close(timeout: 0);
                        continue;
                    }

                    // Without it each pipelined group would cost 40 ms; a Unix socket knows no such thing.
                    if (accepted.LocalEndPoint is IPEndPoint) accepted.NoDelay = true;
                    var connection = all._connections!.Create(accepted);
                    Interlocked.Increment(ref all._open);
                    connection.ConnectionClosed.Register(() => Interlocked.Decrement(ref all._open));
                    return connection;
                }
                catch (Exception e) when (IsUnbound(e))
                {
                    return null;
                }
                catch (SocketException e) when (IsShort(e))
                {
                    await all.WaitAsync(e.Message, _unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                catch (SocketException)
                {
                    // The client went away while it waited to be accepted.
                }
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _unbound.CancelAsync();
            socket.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            await UnbindAsync();
            _unbound.Dispose();
        }

        private static bool IsUnbound(Exception e) =>
            e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted };

        private static bool IsShort(SocketException e) =>
            e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit;
    }
}
