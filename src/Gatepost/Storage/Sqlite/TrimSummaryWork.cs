namespace Gatepost.Storage.Sqlite;

/// <summary>An old day leaves the roll-up.</summary>
internal sealed class TrimSummaryWork(DateOnly before) : SqliteWork<LedgerRows>
{
    /// <summary>How many lines left; 0: there are no more.</summary>
    public int Count { get; private set; }

    public override void Apply(LedgerRows rows) => Count = rows.TrimSummary(before);
}
