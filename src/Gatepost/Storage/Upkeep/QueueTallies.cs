using Gatepost.Messages;

namespace Gatepost.Storage.Upkeep;

/// <summary>Counts entries of the queue by what they wait for, one after the other, and keeps none of them.</summary>
internal sealed class QueueTallies(Func<QueuedMessage, string?> faultOf)
{
    private const int MostTold = 5;

    private readonly Dictionary<string, QueueWait> _held = [], _forEncryption = [], _others = [];
    private readonly List<string> _unreadable = [], _lost = [];
    private int _entries;
    private DateTimeOffset? _oldest, _newest, _due;

    public QueueGlance Glance => new()
    {
        Entries = _entries,
        Oldest = _oldest,
        Newest = _newest,
        EarliestDue = _due,
        Held = Sorted(_held),
        ForEncryption = Sorted(_forEncryption),
        Others = Sorted(_others),
        Unreadable = _unreadable,
        Lost = _lost,
    };

    public void Unreadable(string words)
    {
        _entries++;
        if (_unreadable.Count < MostTold) _unreadable.Add(words);
    }

    public void Add(QueuedMessage message)
    {
        _entries++;
        if (_oldest is null || message.ArrivedAt < _oldest) _oldest = message.ArrivedAt;
        if (_newest is null || message.ArrivedAt > _newest) _newest = message.ArrivedAt;
        if (!message.IsHeld && (_due is null || message.NextAttemptAt < _due)) _due = message.NextAttemptAt;
        Count(message.IsHeld ? _held : message.Waits is WaitReason.Policy ? _forEncryption : _others, message);
        if (_lost.Count < MostTold && faultOf(message) is { } fault) _lost.Add($"{message.Id}: {fault}");
    }

    private static void Count(Dictionary<string, QueueWait> waits, QueuedMessage message)
    {
        var reason = message.LastReason ?? "";
        if (!waits.TryGetValue(message.Destination, out var wait))
            waits[message.Destination] = new(message.Destination, reason, 1, message.ArrivedAt);
        else if (message.ArrivedAt < wait.Oldest)
            waits[message.Destination] = new(message.Destination, reason, wait.Entries + 1, message.ArrivedAt);
        else waits[message.Destination] = wait with { Entries = wait.Entries + 1 };
    }

    private static IReadOnlyList<QueueWait> Sorted(Dictionary<string, QueueWait> waits) =>
        [.. waits.Values.OrderBy(static wait => wait.Oldest)];
}
