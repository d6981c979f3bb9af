using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <summary>An operator holds, releases or hastens entries.</summary>
internal sealed class ActionWork(IReadOnlyList<QueueId> ids, QueueAction action, long now, SpoolSchedule schedule)
    : SqliteWork<SpoolRows>
{
    /// <summary>Goes with a release: the entries may go without what their destinations are held to.</summary>
    public byte[]? Waiver { get; init; }

    /// <summary>How many entries it was done to.</summary>
    public int Count { get; private set; }

    public override void Apply(SpoolRows rows)
    {
        foreach (var id in ids)
        {
            Count += rows.Apply(id, action, now);
            if (Waiver is not null) rows.Waive(id, Waiver);
        }
    }

    protected override void Committed()
    {
        foreach (var id in ids)
        {
            if (Waiver is not null) schedule.ReadAnew(id);
            schedule.Apply(id, action, now);
        }
    }
}
