namespace Gatepost.Storage.Sqlite;

/// <summary>
/// Gives space back to the disk when a database has become mostly empty: after a large queue was carried off the disk would else
/// stay full of free pages, and mail be refused for want of room.
/// </summary>
/// <remarks>In small steps, while the writer has nothing else to do. Below the limit free pages are simply used again.</remarks>
internal sealed class SqliteSpace(SqliteDatabase database) : IDisposable
{
    /// <summary>64 MiB of free pages are kept for the mail to come.</summary>
    private const int FreePagesKept = 16 * 1024;

    private const int PagesAtOnce = 1024;

    private readonly SqliteStatement _free = database.Prepare("PRAGMA freelist_count");
    private readonly SqliteStatement _all = database.Prepare("PRAGMA page_count");
    private readonly SqliteStatement _giveBack = database.Prepare($"PRAGMA incremental_vacuum({PagesAtOnce})");

    // The file is cut when the log is moved into it.
    private readonly SqliteStatement _move = database.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
    private readonly SqliteStatement _moveAndCut = database.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Gives some back; false: there is no more to give, or the disk does not let us now.</summary>
    /// <param name="all">Whether all that is free is to be given back, the log's file too: the disk is short of room.</param>
    public bool TryStep(bool all)
    {
        try
        {
            var free = Read(_free);
            if (!all && (free < FreePagesKept + PagesAtOnce || free < Read(_all) / 2)) return false;
            if (free > 0) _giveBack.Run();
            (all ? _moveAndCut : _move).Run();
            return Read(_free) < free;
        }
        catch (StorageException)
        {
            // Nothing is lost by it: the pages stay free, and the next pause tries again.
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_free, _all, _giveBack, _move, _moveAndCut]) statement.Dispose();
    }

    private static long Read(SqliteStatement pragma)
    {
        try
        {
            return pragma.Step() ? pragma.Int64(0) : 0;
        }
        finally
        {
            pragma.Reset();
        }
    }
}
