using Gatepost.Diagnostics;
using Gatepost.Storage.Files;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// The one writer of a database, on a thread of its own: what is handed in while one transaction is being synced makes up
/// the next one. So one sync serves as many sessions as there are, and a lone one waits for nobody.
/// </summary>
/// <remarks>
/// A transaction that fails is undone, and each of its callers gets an <see cref="IOException"/>; the sync is never tried a
/// second time, since the system may have dropped the pages that it could not write. Where the connection is unusable after
/// that, the next transaction opens a new one. While nobody hands anything in, it tries an empty one now and then: so the store
/// goes on by itself when the disk does, and <see cref="Problem"/> says so.
/// </remarks>
internal sealed partial class SqliteWriter<TRows> : IAsyncDisposable where TRows : IWriterRows
{
    private const int MaxWorks = 1000;
    private const int NoSpace = 28; // ENOSPC
    private const long MaxWeight = 8 * 1024 * 1024;

    private static readonly TimeSpan BetweenTrials = TimeSpan.FromSeconds(1);

    private readonly SqliteWriterSettings<TRows> _settings;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Queue<SqliteWork<TRows>> _handedIn = new();
    private readonly List<SqliteWork<TRows>> _batch = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteConnectionState? _connection;
    private bool _isStopping, _mustMakeRoom;
    private bool _isLogDoubtful;
    private volatile string? _problem;

    /// <summary>Opens the database and starts the thread.</summary>
    public SqliteWriter(SqliteWriterSettings<TRows> settings)
    {
        _settings = settings;
        ForgetWhatFailed();
        _connection = Connect();
        _thread = new Thread(Write) { Name = $"writer of {Path.GetFileName(settings.Path)}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why the last transaction failed; null: it did not.</summary>
    public string? Problem => _problem;

    /// <summary>Gives back what the file holds for later, in the next pause.</summary>
    public void MakeRoom()
    {
        lock (_gate)
        {
            _mustMakeRoom = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Hands in; ends when it is on disk.</summary>
    public Task WriteAsync(SqliteWork<TRows> work)
    {
        work.HandedIn = _settings.Tools.Time.GetTimestamp();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            _handedIn.Enqueue(work);
            if (_handedIn.Count == 1) Monitor.Pulse(_gate);
        }

        return work.Done;
    }

    /// <summary>Writes what was handed in, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _ended.Task;
    }

    /// <summary>As <see cref="DisposeAsync"/>, for where one cannot await.</summary>
    public void Close()
    {
        Stop();
        _thread.Join();
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Write()
    {
        try
        {
            while (true)
            {
                GiveSpaceBack();
                if (!TakeBatch()) break;
                if (_batch.Count > 0 || _problem is not null) WriteBatch();
            }

            _connection?.Dispose();
            _ended.SetResult();
        }
        catch (Exception bug)
        {
            _ended.SetException(bug);
            throw;
        }
    }

    private bool IsIdle
    {
        get
        {
            lock (_gate) return _handedIn.Count == 0 && !_isStopping;
        }
    }

    private void GiveSpaceBack()
    {
        bool all;
        lock (_gate) (all, _mustMakeRoom) = (_mustMakeRoom, false);
        while (IsIdle && _connection?.Space.TryStep(all) == true) { }
    }

    /// <summary>
    /// Waits for work. The batch is empty where there is none, but room to be made, or a trial due.
    /// </summary>
    /// <returns>False: we are stopping, and nothing is left.</returns>
    private bool TakeBatch()
    {
        _batch.Clear();
        var weight = 0L;
        lock (_gate)
        {
            while (_handedIn.Count == 0)
            {
                if (_isStopping) return false;
                var isTrialDue = !Monitor.Wait(_gate, _problem is null ? Timeout.InfiniteTimeSpan : BetweenTrials);
                if (isTrialDue || _mustMakeRoom) return true;
            }

            while (_batch.Count < MaxWorks && weight < MaxWeight && _handedIn.TryDequeue(out var work))
            {
                _batch.Add(work);
                weight += work.Weight;
            }
        }

        return true;
    }

    private void WriteBatch()
    {
        try
        {
            _connection ??= Connect();
            if (_isLogDoubtful || _connection.Checkpoints.HasFailed) BeginLogAnew(_connection);
            _connection.Begin.Run();
            foreach (var work in _batch) work.Apply(_connection.Rows);
            _connection.Rows.EndBatch();
            if (_batch.Count == 0) _connection.Database.Execute($"PRAGMA user_version={_settings.Schema.Steps.Count}");
            _connection.Commit.Run();
        }
        catch (Exception e)
        {
            Undo(e);
            return;
        }

        if (_problem is not null)
        {
            _problem = null;
            LogRecovered(_settings.Tools.Logger, _settings.Path);
        }

        foreach (var work in _batch) work.Commit();
        Measure();
        if (_batch.Any(static work => work.BringsWork)) _settings.WorkArrived();
        _connection.Checkpoints.AfterCommit();
    }

    private void Measure()
    {
        var (time, metrics, name) = (_settings.Tools.Time, _settings.Tools.Metrics, _settings.Name);
        var now = time.GetTimestamp();
        foreach (var work in _batch) metrics.Committed(name, time.GetElapsedTime(work.HandedIn, now));
        metrics.BatchEnded(name, _batch.Count);
    }

    private void Undo(Exception cause)
    {
        // A trial tells only what is new: a disk that failed and now is read-only needs another remedy.
        if (_batch.Count > 0 || cause.Message != _problem)
            LogCommitFailed(_settings.Tools.Logger, _settings.Path, _batch.Count, cause);
        if (_batch.Count > 0) _settings.Tools.Metrics.BatchFailed(_settings.Name);

        _problem = cause.Message;
        var nothingWritten = cause is StorageException { NothingWritten: true };
        try
        {
            _connection?.Rows.Undone();
            _connection?.Database.RollBack();
            _isLogDoubtful |= !nothingWritten;
            if (!nothingWritten) Disconnect();
        }
        catch (StorageException)
        {
            Disconnect();
        }

        var problem = cause as StorageException ?? new StorageException($"{_settings.Path}: {cause.Message}", cause);
        foreach (var work in _batch) work.Fail(problem);
    }

    /// <summary>
    /// A write that failed may have left blocks, of the log or of the database, that the file system goes on to take for empty,
    /// though they are written and synced again since (<see cref="PageCache"/>): what is committed there would be gone after the
    /// next mount. So all that the log has is moved into the database, and the log to other blocks, once a trial has shown that
    /// the disk works: a move that fails would do the same harm.
    /// </summary>
    private void BeginLogAnew(SqliteConnectionState connection)
    {
        _isLogDoubtful = true;
        try
        {
            DurableFile.Try(_settings.Path + ".trial");
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == NoSpace)
        {
            // Not the disk fails: there may be no room for a file, and some for the rows.
        }

        LogIndex.ForgetMoves(_settings.Path);
        PageCache.ForgetOpen(_settings.Path);
        if (connection.Database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            throw new StorageException(_settings.Path, "its log cannot be begun anew while it is being read",
                "Gatepost tries it again each second");
        connection.Checkpoints.Reset();
        _isLogDoubtful = false;
    }

    /// <summary>
    /// A log that is there at the start may be one on a disk that failed in the last run: what counts is what the disk has of it.
    /// </summary>
    private void ForgetWhatFailed()
    {
        var log = new FileInfo(_settings.Path + "-wal");
        if (log is not { Exists: true, Length: > 0 }) return;
        PageCache.ForgetClosed(log.FullName);
        PageCache.ForgetClosed(_settings.Path);
        _isLogDoubtful = true;
    }

    private SqliteConnectionState Connect()
    {
        var database = SqliteDatabase.OpenWriter(_settings.Path, _settings.Schema);
        try
        {
            return new(database, _settings.Prepare(database));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Disconnect()
    {
        var connection = _connection;
        _connection = null;
        try
        {
            connection?.Database.LeaveLog();
            connection?.Dispose();
        }
        catch (Exception e)
        {
            // It was unusable before; what counts is that the next one is new.
            LogCommitFailed(_settings.Tools.Logger, _settings.Path, 0, e);
        }
    }

    /// <summary>One connection with its statements.</summary>
    private sealed class SqliteConnectionState(SqliteDatabase database, TRows rows) : IDisposable
    {
        public SqliteDatabase Database { get; } = database;

        public TRows Rows { get; } = rows;

        public SqliteStatement Begin { get; } = database.Prepare("BEGIN IMMEDIATE");

        public SqliteStatement Commit { get; } = database.Prepare("COMMIT");

        public SqliteCheckpoints Checkpoints { get; } = new(database);

        public SqliteSpace Space { get; } = new(database);

        public void Dispose()
        {
            Checkpoints.Dispose();
            Space.Dispose();
            Begin.Dispose();
            Commit.Dispose();
            Rows.Dispose();
            Database.Dispose();
        }
    }

    [LoggerMessage(EventIds.CommitFailed, LogLevel.Error,
        "{File}: a transaction of {Count} writes failed; nothing of it was acknowledged")]
    private static partial void LogCommitFailed(ILogger logger, string file, int count, Exception cause);

    [LoggerMessage(EventIds.CommitRecovered, LogLevel.Information, "{File}: writing works again")]
    private static partial void LogRecovered(ILogger logger, string file);
}
