namespace Gatepost.Storage.Sqlite;

/// <summary>A message is taken in.</summary>
internal sealed class CommitWork(NewMessage message, SpoolSchedule schedule) : SqliteWork<SpoolRows>
{
    public override long Weight => message.Weight;

    public override void Apply(SpoolRows rows) => message.Insert(rows);

    protected override void Committed() => message.Enter(schedule);

    protected override void Failed(IOException problem) => message.Abandon(problem);
}
