using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Spool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dispatch;

/// <summary>
/// Takes what is due from the spool, has it carried lane by lane, and stops gracefully: attempts under way may finish within
/// <c>timeouts.shutdown</c>, and what has not begun goes back to the spool at once.
/// </summary>
internal sealed partial class DispatchLoop : BackgroundService
{
    private const int LeasesAtOnce = 64;

    // A lease outlives the wait for a turn and the longest attempt together.
    private static readonly TimeSpan LongestWaitForTurn = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeaseLife = LongestWaitForTurn + Dispatcher.LongestAttempt + TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1), LastWords = TimeSpan.FromSeconds(5);

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly Dispatcher _dispatcher;
    private readonly ISpool _spool;
    private readonly IConfigSource _configuration;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lanes _lanes;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly RunningTasks _tasks = new();
    private readonly Lock _wakeGate = new();
    private CancellationTokenSource? _wake;

    public DispatchLoop(Dispatcher dispatcher, RecorderStores stores, IConfigSource configuration, DispatchMetrics metrics,
        ILogger<DispatchLoop> logger)
    {
        (_dispatcher, _spool, _configuration, _time, _logger) = (dispatcher, stores.Spool, configuration, stores.Time, logger);
        _lanes = new(() => Limits(configuration.Current.Outbound));
        _lanes.Opened += Wake;
        metrics.Watch(() => _lanes.Running, () => _lanes.Waiting);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _giveUp.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var lease in await LeaseAsync(stoppingToken))
                    if (!_lanes.TryAdd(lease, _time.GetUtcNow())) await _spool.ReleaseAsync(lease, CancellationToken.None);
                StartAll();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                LogLeasingFailed(fault);
                await Task.Delay(AfterFault, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync();
    }

    private static LaneLimits Limits(OutboundConfig outbound) =>
        new(Math.Max(1, outbound.Concurrency), Math.Max(1, outbound.ConcurrencyPerDestination));

    private async Task<IReadOnlyList<Lease>> LeaseAsync(CancellationToken stop)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // Published before the lanes are asked: what opens from here on ends the wait.
        lock (_wakeGate) _wake = wake;
        try
        {
            var full = _lanes.FindFull();
            if (_lanes.Room is > 0 and var room)
            {
                var until = _time.GetUtcNow() + LeaseLife;
                var request = new LeaseRequest(_owner, until, Math.Min(room, LeasesAtOnce), full.ForAll)
                {
                    ExceptTried = full.ForTried,
                    MaxTried = _lanes.RoomForTried,
                };
                return await _spool.LeaseDueAsync(request, wake.Token);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, _time, wake.Token);
            return [];
        }
        catch (OperationCanceledException) when (wake.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return [];
        }
        finally
        {
            lock (_wakeGate) _wake = null;
        }
    }

    private void Wake()
    {
        // Not on this thread: the loop would go on right here, under the lock.
        lock (_wakeGate) _ = _wake?.CancelAsync();
    }

    private void StartAll()
    {
        while (_lanes.Start() is { } turn) _tasks.Run(() => RunAsync(turn));
    }

    private async Task RunAsync(LaneTurn turn)
    {
        if (_time.GetUtcNow() - turn.Waiting.LeasedAt > LongestWaitForTurn)
        {
            // Its lease might run out under the attempt. The spool gives it again, with a fresh one.
            End(turn, null);
            await GiveBackAsync(turn.Waiting.Lease);
            return;
        }

        try
        {
            await _dispatcher.CarryAsync(turn.Waiting.Lease, attempt => End(turn, attempt), _giveUp.Token);
        }
        catch (Exception bug)
        {
            LogStranded(turn.Waiting.Lease.Message.Id, bug);
        }
        finally
        {
            _lanes.Leave(turn.Waiting.Lease);
        }
    }

    private void End(LaneTurn turn, Attempt? attempt)
    {
        var end = attempt is null or { IsOurFault: true } or { IsBrokenOff: true } ? LaneEnd.Unknown
            : attempt.Outcome.DestinationIsDown ? LaneEnd.Missed : LaneEnd.Reached;
        var stranded = _lanes.End(turn, end);
        if (stranded.Count > 0) LogDown(turn.Lane.Destination, stranded.Count);
        foreach (var waiting in stranded) _tasks.Run(() => DeferAsync(waiting.Lease, attempt!));
        StartAll();
    }

    private async Task DeferAsync(Lease lease, Attempt cause)
    {
        try
        {
            await _dispatcher.DeferAsync(lease, cause, _giveUp.Token);
        }
        catch (Exception bug)
        {
            LogStranded(lease.Message.Id, bug);
        }
        finally
        {
            _lanes.Leave(lease);
        }
    }

    private async Task GiveBackAsync(Lease lease)
    {
        try
        {
            await _spool.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (IOException fault)
        {
            // It is found again when the lease runs out.
            LogLeasingFailed(fault);
        }
        finally
        {
            _lanes.Leave(lease);
        }
    }

    private async Task DrainAsync()
    {
        var waiting = _lanes.Close();
        LogDispatchStopping(_lanes.Running, waiting.Count);
        foreach (var one in waiting) await GiveBackAsync(one.Lease);
        var limit = _configuration.Current.Timeouts.Shutdown;
        var broken = 0;
        if (!await _tasks.WhenDoneAsync(limit, _time))
        {
            broken = _lanes.Running;
            await _giveUp.CancelAsync();
            await _tasks.WhenDoneAsync(LastWords, _time);
        }

        LogDispatchStopped(broken);
    }

    [LoggerMessage(EventIds.LeasingFailed, LogLevel.Error, "the spool cannot be read now; carrying goes on when it can")]
    private partial void LogLeasingFailed(Exception exception);

    // It is not given back: what was perhaps delivered and is not written down must not be tried again at once, and again.
    [LoggerMessage(EventIds.EntryStranded, LogLevel.Critical,
        "{QueueId}: the attempt could not be written down through a fault of Gatepost; it rests until its lease runs out")]
    private partial void LogStranded(QueueId queueId, Exception exception);

    [LoggerMessage(EventIds.DestinationDown, LogLevel.Warning,
        "{Destination} cannot be reached: {Count} more messages for it wait for their next attempt")]
    private partial void LogDown(string destination, int count);

    [LoggerMessage(EventIds.DispatchStopping, LogLevel.Information,
        "stopping: {Running} attempts may finish, {Waiting} messages go back to the queue")]
    private partial void LogDispatchStopping(int running, int waiting);

    [LoggerMessage(EventIds.DispatchStopped, LogLevel.Information, "stopped carrying, {Broken} attempts were broken off")]
    private partial void LogDispatchStopped(int broken);
}
