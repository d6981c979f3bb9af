namespace Gatepost.Storage.Sqlite;

/// <summary>The prepared statements of a writer.</summary>
internal interface IWriterRows : IDisposable
{
    /// <summary>Writes what belongs to the batch as a whole, at the end of its transaction.</summary>
    void EndBatch();

    /// <summary>The transaction was undone: what was kept in mind of it is void.</summary>
    void Undone();
}
