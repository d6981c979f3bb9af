namespace Gatepost.Storage.Sqlite;

/// <summary>What one writer writes.</summary>
/// <param name="Path">The database file.</param>
/// <param name="Schema">Its versions.</param>
/// <param name="Prepare">Prepares the statements on a new connection.</param>
/// <param name="WorkArrived">Called after transactions that brought something to do, on the writer's thread.</param>
/// <param name="Tools">The clock, the log, the metrics.</param>
internal sealed record SqliteWriterSettings<TRows>(
    string Path,
    SqliteSchema Schema,
    Func<SqliteDatabase, TRows> Prepare,
    Action WorkArrived,
    StoreTools Tools) where TRows : IWriterRows
{
    /// <summary>Names it in metrics: <c>spool</c>, <c>ledger</c>.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);
}
