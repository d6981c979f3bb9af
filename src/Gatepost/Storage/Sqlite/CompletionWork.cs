using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <summary>What became of an attempt: the entry changes or goes, and the notices come, all or nothing.</summary>
internal sealed class CompletionWork(ScheduledEntry entry, Envelope envelope, Completion completion, SpoolSurroundings around)
    : SqliteWork<SpoolRows>
{
    private readonly byte[]? _remaining = completion.Remaining.Count == 0
        ? null
        : StoredEnvelope.Write(envelope with { Recipients = completion.Remaining });

    private readonly NewMessage[] _notices = [.. completion.Notices.Select(notice => new NewMessage([notice], around.Schedule))];
    private string? _file;

    public override long Weight => 512 + _notices.Sum(static notice => notice.Weight);

    public override bool BringsWork => _remaining is not null || _notices.Length > 0;

    public override void Apply(SpoolRows rows)
    {
        if (_remaining is null) _file = rows.Delete(entry.Id);
        else rows.Defer(entry.Id, completion, _remaining);
        foreach (var notice in _notices) notice.Insert(rows);
    }

    protected override void Committed()
    {
        if (_remaining is null) around.Schedule.Remove(entry);
        else around.Schedule.Defer(entry, completion.NextAttemptAt.ToUnixTimeMilliseconds(), completion.Hold);
        foreach (var notice in _notices) notice.Enter(around.Schedule);
        if (_file is not null) around.RemoveFile(_file);
    }

    protected override void Failed(IOException problem)
    {
        around.Schedule.RevertCompletion(entry);
        foreach (var notice in _notices) notice.Abandon(problem);
    }
}
