using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Files;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// The embedded store: <c>spool.db</c> in the data folder, and the folder <c>content</c> beside it for long contents. One
/// process owns the folder; what is due and who has it is known in memory, the rows are the truth behind it.
/// </summary>
/// <remarks>docs/queue.md tells what it costs in memory and on disk, and what a crash leaves.</remarks>
public sealed partial class SqliteSpoolStore : ISpoolStore
{
    /// <summary>Octets of fresh messages that are kept in memory until their first attempt has ended.</summary>
    // Less in a small container, where it would be more than a quarter of all there is.
    private static readonly long CacheLimit = Math.Min(64 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16);

    /// <summary>How long an entry that cannot be read waits for the operator.</summary>
    private static readonly TimeSpan UnreadableDelay = TimeSpan.FromHours(1);

    private readonly SpoolSchedule _schedule;
    private readonly SpoolSurroundings _around;
    private readonly FolderLock _folderLock;
    private readonly ContentFolder _files;
    private readonly SqliteWriter<SpoolRows> _writer;
    private readonly SpoolReader _reader, _deskReader;
    private readonly StoreTools _tools;
    private readonly Func<int> _inlineLimit;

    private SqliteSpoolStore(FolderLock folderLock, IConfigSource config, StoreTools tools)
    {
        (_folderLock, _tools) = (folderLock, tools);
        var lead = new ClockLead(tools.Time);
        _schedule = new(CacheLimit, () => lead.Value);
        var folder = config.Current.DataDirectory;
        var path = Path.Combine(folder, DataFiles.Spool);
        _inlineLimit = () => config.Current.Queue.InlineLimit;
        _files = new ContentFolder(folder);
        _around = new(_schedule, RemoveFile);
        _writer = new(new(
            path, SpoolSchema.Versions, static database => new SpoolRows(database), () => WorkArrived?.Invoke(), tools));
        try
        {
            _reader = new(path, _files);
            _deskReader = new(path, _files);
            Load(path, LatestDue(config.Current.Queue));
        }
        catch
        {
            _reader?.Dispose();
            _deskReader?.Dispose();
            _writer.Close();
            throw;
        }
    }

    /// <inheritdoc />
    public event Action? WorkArrived;

    /// <inheritdoc />
    public QueueId HighestId { get; private set; }

    /// <inheritdoc />
    public long FreeSpace => _files.FreeSpace;

    /// <inheritdoc />
    public string? Problem => _writer.Problem;

    /// <inheritdoc />
    public void MakeRoom() => _writer.MakeRoom();

    /// <summary>Opens the store in the data folder, making it where it is not there. Takes seconds for 100 000 entries.</summary>
    /// <exception cref="StorageException">
    /// The folder is in use by another process, cannot be written, is damaged, or is of a newer program; the message names the
    /// file and the remedy.
    /// </exception>
    public static SqliteSpoolStore Open(
        IConfigSource config, TimeProvider time, ILogger<SqliteSpoolStore> logger, SpoolMetrics metrics)
    {
        var folderLock = FolderLock.Take(config.Current.DataDirectory);
        try
        {
            return new SqliteSpoolStore(folderLock, config, new StoreTools(time, logger, metrics));
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IContentWriter CreateContent() => new ContentWriter(_files, _inlineLimit());

    /// <inheritdoc />
    public Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _writer.WriteAsync(new CommitWork(new NewMessage(parts, _schedule), _schedule));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = _schedule.Lease(request, now.ToUnixTimeMilliseconds());
        var leases = new List<Lease>(taken.Count);
        foreach (var lease in taken)
        {
            if ((lease.Message ?? Read(lease, now)) is { } message) leases.Add(new Lease(message, lease.Token));
        }

        return Task.FromResult<IReadOnlyList<Lease>>(leases);
    }

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(
            _schedule.NextDue(request) is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null);

    /// <inheritdoc />
    public Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken)
    {
        var now = _tools.Time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!_schedule.TryBeginCompletion(lease.Message.Id, lease.Token, now, out var entry))
            return Task.FromException(new LeaseLostException(lease.Message.Id));
        try
        {
            return _writer.WriteAsync(new CompletionWork(entry, lease.Message.Envelope, completion, _around));
        }
        catch
        {
            _schedule.RevertCompletion(entry);
            throw;
        }
    }

    /// <inheritdoc />
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        _schedule.Release(lease.Message.Id, lease.Token, DueTimes.Of(lease.Message).Due);
        WorkArrived?.Invoke();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _reader.Dispose();
        _deskReader.Dispose();
        _folderLock.Dispose();
    }

    /// <summary>No wait is longer: what is due later was written by a clock that was wrong.</summary>
    private DateTimeOffset LatestDue(QueueConfig queue)
    {
        var longest = queue.Retry.Append(TimeSpan.FromDays(1)).Max();
        return _tools.Time.GetUtcNow() + (longest * (1 + QueueConfig.RetryJitter));
    }

    private void Load(string path, DateTimeOffset latestDue)
    {
        var started = _tools.Time.GetTimestamp();
        var (entries, highest) = (0, _reader.Highest());
        _reader.Scan((id, destination, times) =>
        {
            _schedule.Load(id, destination, times with { Due = Math.Min(times.Due, latestDue.ToUnixTimeMilliseconds()) });
            highest = Math.Max(highest, id.Value);
            entries++;
        });
        HighestId = new QueueId(highest);
        var orphans = _files.RemoveOrphans(_reader.ContentFiles());
        if (orphans > 0) LogOrphans(_tools.Logger, orphans);
        LogSpoolOpened(_tools.Logger, path, entries, (long)_tools.Time.GetElapsedTime(started).TotalMilliseconds);
    }

    private QueuedMessage? Read(in ScheduledLease lease, DateTimeOffset now)
    {
        IOException problem;
        try
        {
            if (_reader.Find(lease.Entry.Id) is { } message) return message;
            problem = new StorageException($"{lease.Entry.Id}: its row is missing");
        }
        catch (IOException e)
        {
            problem = e;
        }

        LogEntryUnreadable(_tools.Logger, lease.Entry.Id, problem);
        _schedule.SetAside(lease.Entry, lease.Token, (now + UnreadableDelay).ToUnixTimeMilliseconds());
        return null;
    }

    /// <summary>Not on the writer's thread: to remove a large file takes a while.</summary>
    private void RemoveFile(string name) => ThreadPool.QueueUserWorkItem(static state =>
    {
        try
        {
            state.Store._files.Remove(state.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(state.Store._tools.Logger, state.Name, e);
        }
    }, (Store: this, Name: name), preferLocal: false);

    [LoggerMessage(EventIds.SpoolOpened, LogLevel.Information,
        "{File}: {Entries} entries in the queue, read in {Milliseconds} ms")]
    private static partial void LogSpoolOpened(ILogger logger, string file, int entries, long milliseconds);

    [LoggerMessage(EventIds.OrphansRemoved, LogLevel.Information,
        "Removed {Count} contents that no message refers to: they were not acknowledged when the last run ended")]
    private static partial void LogOrphans(ILogger logger, int count);

    [LoggerMessage(EventIds.EntryUnreadable, LogLevel.Error, "{QueueId}: the entry cannot be read and is tried again in an hour")]
    private static partial void LogEntryUnreadable(ILogger logger, QueueId queueId, Exception cause);

    [LoggerMessage(EventIds.ContentNotRemoved, LogLevel.Warning,
        "The content {File} could not be removed; the next start will do it")]
    private static partial void LogNotRemoved(ILogger logger, string file, Exception cause);
}
