namespace Gatepost.Storage.Sqlite;

/// <summary>Moves the log of a database into the database, when the log has grown.</summary>
/// <remarks>
/// A page that was written many times since the last move is moved once, and the pages of a message that came and went in
/// between are overwritten in the log, not in the file: so a longer log means less work, and a longer pause.
/// </remarks>
internal sealed class SqliteCheckpoints(SqliteDatabase database) : IDisposable
{
    private const int PagesBetween = 4000;

    private readonly SqliteStatement _checkpoint = database.Prepare("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>After each commit: looks whether it is time. Who waits for the commit has been told before.</summary>
    public void AfterCommit()
    {
        if (database.PagesWritten < PagesBetween) return;
        database.ResetPagesWritten();
        try
        {
            _checkpoint.Run();
        }
        catch (StorageException)
        {
            // What is committed lies safe in the log; the next commit meets the same disk and says so.
        }
    }

    public void Dispose() => _checkpoint.Dispose();
}
