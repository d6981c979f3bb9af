namespace Gatepost.Storage.Sqlite;

/// <summary>Some old rows leave the ledger.</summary>
internal sealed class TrimWork(long before) : SqliteWork<LedgerRows>
{
    /// <summary>How many left; 0: there are no more.</summary>
    public int Count { get; private set; }

    public override void Apply(LedgerRows rows) => Count = rows.Trim(before);
}
