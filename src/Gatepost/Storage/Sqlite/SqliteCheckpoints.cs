namespace Gatepost.Storage.Sqlite;

/// <summary>Moves the log of a database into the database, when the log has grown. Called on the writer's thread.</summary>
/// <remarks>
/// A page that was written many times since the last move is moved once, and the pages of a message that came and went in
/// between are overwritten in the log, not in the file: so a longer log means less work. The move itself runs beside the writer,
/// on a connection of its own, for whoever commits meanwhile would have to wait for it; only what was committed during the move
/// is moved by the writer, which then begins the log anew.
/// </remarks>
internal sealed class SqliteCheckpoints(SqliteDatabase database) : IDisposable
{
    /// <summary>16 MiB of log.</summary>
    private const int PagesBetween = 4000;

    private const string Checkpoint = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly SqliteStatement _rest = database.Prepare(Checkpoint);
    private Task? _moving;
    private volatile bool _hasFailed;

    /// <summary>
    /// A move failed, and what it wrote may not be what the database has on the disk: none is made until the log is begun anew.
    /// </summary>
    public bool HasFailed => _hasFailed && _moving is not { IsCompleted: false };

    /// <summary>The log was begun anew.</summary>
    public void Reset()
    {
        (_hasFailed, _moving) = (false, null);
        database.ResetPagesWritten();
    }

    /// <summary>After each commit: looks whether it is time. Who waits for the commit has been told before.</summary>
    public void AfterCommit()
    {
        if (_hasFailed) return;
        if (_moving is null)
        {
            // On a thread of its own: it blocks for as long as the disk does.
            const TaskCreationOptions OwnThread = TaskCreationOptions.LongRunning;
            if (database.PagesWritten >= PagesBetween)
                _moving = Task.Factory.StartNew(Move, CancellationToken.None, OwnThread, TaskScheduler.Default);
        }
        else if (_moving.IsCompleted)
        {
            _moving = null;
            database.ResetPagesWritten();
            Try(_rest);
        }
    }

    public void Dispose()
    {
        _moving?.Wait();
        _rest.Dispose();
    }

    /// <summary>What is committed lies safe in the log.</summary>
    private void Try(SqliteStatement checkpoint)
    {
        try
        {
            checkpoint.Run();
        }
        catch (StorageException)
        {
            _hasFailed = true;
        }
    }

    private void Move()
    {
        try
        {
            using var beside = SqliteDatabase.OpenBeside(database.Path);
            using var checkpoint = beside.Prepare(Checkpoint);
            Try(checkpoint);
        }
        catch (StorageException)
        {
            _hasFailed = true; // the file cannot even be opened
        }
    }
}
