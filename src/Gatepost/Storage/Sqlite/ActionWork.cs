using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <summary>An operator holds, releases or hastens entries.</summary>
internal sealed class ActionWork(IReadOnlyList<QueueId> ids, QueueAction action, long now, SpoolSchedule schedule)
    : SqliteWork<SpoolRows>
{
    /// <summary>How many entries it was done to.</summary>
    public int Count { get; private set; }

    public override void Apply(SpoolRows rows)
    {
        foreach (var id in ids) Count += rows.Apply(id, action, now);
    }

    protected override void Committed()
    {
        foreach (var id in ids) schedule.Apply(id, action, now);
    }
}
