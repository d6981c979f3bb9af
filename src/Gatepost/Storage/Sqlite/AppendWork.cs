using Gatepost.Ledger;

namespace Gatepost.Storage.Sqlite;

/// <summary>Rows come to the ledger.</summary>
internal sealed class AppendWork(IReadOnlyList<LedgerEntry> entries) : SqliteWork<LedgerRows>
{
    public override long Weight => 256L * entries.Count;

    public override void Apply(LedgerRows rows) => rows.Insert(entries);
}
