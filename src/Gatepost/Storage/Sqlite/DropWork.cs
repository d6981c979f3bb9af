using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>An operator removes entries; those under way are left alone.</summary>
internal sealed class DropWork(IReadOnlyList<QueueId> ids, SpoolSurroundings around) : SqliteWork<SpoolRows>
{
    private readonly List<ScheduledEntry> _entries = [];
    private readonly List<string> _files = [];

    /// <summary>Those that are gone.</summary>
    public IEnumerable<QueueId> Dropped => _entries.Select(static entry => entry.Id);

    public override bool BringsWork => false;

    public override void Apply(SpoolRows rows)
    {
        foreach (var id in ids)
        {
            if (!around.Schedule.TryBeginDrop(id, out var entry)) continue;
            _entries.Add(entry);
            if (rows.Delete(id) is { } file) _files.Add(file);
        }
    }

    protected override void Committed()
    {
        foreach (var entry in _entries) around.Schedule.Remove(entry);
        foreach (var file in _files) around.RemoveFile(file);
    }

    protected override void Failed(IOException problem)
    {
        foreach (var entry in _entries) around.Schedule.RevertDrop(entry);
    }
}
