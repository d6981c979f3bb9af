using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>
/// A lease ran out before it was completed: the entry may be under way elsewhere by now, so nothing was written.
/// </summary>
public sealed class LeaseLostException(QueueId id)
    : InvalidOperationException($"{id}: the lease ran out before the attempt was written down; the entry will be tried again")
{
    /// <summary>Which entry.</summary>
    public QueueId Id { get; } = id;
}
