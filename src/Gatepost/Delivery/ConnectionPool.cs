using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Delivery;

/// <summary>
/// Open conversations that wait for the next message to the same host. One is handed out only to a caller that expects the same
/// peer at the same address under the same TLS decision: what was judged by a lenient rule never serves a strict one, nor the
/// other way round.
/// </summary>
internal sealed partial class ConnectionPool : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Stack<Idle>> _idle = [];
    private readonly HashSet<Task> _farewells = [];
    private readonly IConfigSource _config;
    private readonly TimeProvider _time;
    private readonly ILogger<ConnectionPool> _logger;
    private readonly ITimer _sweeper;
    private int _count;
    private bool _isClosed;

    public ConnectionPool(IConfigSource config, TimeProvider time, ILogger<ConnectionPool> logger)
    {
        (_config, _time, _logger) = (config, time, logger);
        _sweeper = time.CreateTimer(static pool => ((ConnectionPool)pool!).Sweep(), this, SweepInterval, SweepInterval);
    }

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>Takes a conversation that is still as it was left, the one used last; null where there is none.</summary>
    public SmtpConversation? Take(DialTarget target)
    {
        while (true)
        {
            SmtpConversation found;
            lock (_lock)
            {
                if (!_idle.TryGetValue(new Key(target), out var stack) || !stack.TryPop(out var idle)) return null;
                _count--;
                found = idle.Conversation;
            }

            if (found.IsQuiet) return found;
            Retire(found);
        }
    }

    /// <summary>Gives a conversation back: it waits for the next message, or takes leave where it may carry no more.</summary>
    public void Return(SmtpConversation conversation)
    {
        var outbound = _config.Current.Outbound;
        var most = Math.Min(outbound.MessagesPerConnection, conversation.Offer.Limits.MailMax ?? int.MaxValue);   // RFC 9422 §4
        var mayStay = conversation.IsUsable && conversation.Transactions < most && conversation.Target.ClearBecause is null;
        lock (_lock)
        {
            if (mayStay && !_isClosed && _count < outbound.Concurrency)
            {
                var key = new Key(conversation.Target);
                if (!_idle.TryGetValue(key, out var stack)) _idle.Add(key, stack = new Stack<Idle>());
                stack.Push(new Idle(conversation, _time.GetTimestamp()));
                _count++;
                return;
            }
        }

        Retire(conversation);
    }

    /// <summary>Takes leave of a conversation; nobody waits for it.</summary>
    public void Retire(SmtpConversation conversation)
    {
        var farewell = FarewellAsync(conversation);
        lock (_lock) _farewells.Add(farewell);
        farewell.ContinueWith(
            Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        void Forget(Task done)
        {
            lock (_lock) _farewells.Remove(done);
        }
    }

    /// <summary>Takes leave of all that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        List<SmtpConversation> left;
        lock (_lock)
        {
            _isClosed = true;
            left = [.. _idle.Values.SelectMany(stack => stack).Select(idle => idle.Conversation)];
            _idle.Clear();
            _count = 0;
        }

        left.ForEach(Retire);
        Task[] farewells;
        lock (_lock) farewells = [.. _farewells];
        await Task.WhenAll(farewells);
    }

    private void Sweep()
    {
        var patience = _config.Current.Outbound.IdleConnection;
        var over = new List<SmtpConversation>();
        lock (_lock)
        {
            foreach (var (key, stack) in _idle)
            {
                if (stack.Count > 0 && !stack.Any(IsOver)) continue;
                var staying = stack.Where(idle => !IsOver(idle)).Reverse().ToList();
                over.AddRange(stack.Where(IsOver).Select(idle => idle.Conversation));
                if (staying.Count == 0) _idle.Remove(key);
                else _idle[key] = new Stack<Idle>(staying);
            }

            _count -= over.Count;
        }

        over.ForEach(Retire);

        bool IsOver(Idle idle) => _time.GetElapsedTime(idle.Since) >= patience;
    }

    private async Task FarewellAsync(SmtpConversation conversation)
    {
        try
        {
            await conversation.QuitAsync();
        }
        catch (Exception fault)
        {
            LogFarewellFailed(conversation.Target.Peer, fault);
            await conversation.DisposeAsync();
        }
    }

    [LoggerMessage(EventIds.FarewellFailed, LogLevel.Debug, "{Peer}: the connection could not be closed in good order")]
    private partial void LogFarewellFailed(string peer, Exception fault);

    private readonly record struct Idle(SmtpConversation Conversation, long Since);

    /// <summary>Same host and address, and all that a peer is judged by.</summary>
    private readonly record struct Key(IPEndPoint Address, PeerExpectation Expectation)
    {
        // Whoever may offer every cipher takes any TLS: a connection that came about so serves the next message too.
        public Key(DialTarget target) : this(target.Address, target.Expectation with { OffersEveryCipher = false }) { }
    }
}
