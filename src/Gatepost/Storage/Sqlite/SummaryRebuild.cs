using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Messages;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>Makes the roll-up anew from the rows of a ledger that has none: one of an older program.</summary>
/// <remarks>Message by message, in the order of their ids, so that each of them is whole when it is counted.</remarks>
internal sealed partial class SummaryRebuild(SqliteDatabase database, ILogger logger) : IDisposable
{
    private const int LinesAtOnce = 100_000, TellEach = 1_000_000;

    private readonly SummaryRows _summary = new(database);
    private readonly CourseRows _courses = new(database);
    private readonly List<LedgerEntry> _attempt = [];
    private MessageCourse _course = MessageCourse.Untried;

    /// <summary>Within a transaction of the caller's.</summary>
    public static void Run(SqliteDatabase database, ILogger logger)
    {
        using var rebuild = new SummaryRebuild(database, logger);
        database.Execute("DELETE FROM summary");
        database.Execute("DELETE FROM course");
        rebuild.ReadAll();
    }

    public void Dispose()
    {
        _summary.Dispose();
        _courses.Dispose();
    }

    private void ReadAll()
    {
        var entries = new StoredEntries(database.Path);
        using var rows = database.Prepare($"{StoredEntries.Columns} ORDER BY queue_id, entry.id");
        var (read, current) = (0L, default(QueueId));
        while (rows.Step())
        {
            var row = entries.Read(rows);
            var isNext = row.QueueId != current;
            if (_attempt.Count > 0 && (isNext || row.At != _attempt[0].At)) EndAttempt(isLast: isNext);
            if (isNext) EndMessage();
            current = row.QueueId;
            if (!Legs.IsAtDoor(row)) _attempt.Add(row);
            else if (Legs.LineOf(row) is { } line) _summary.Add(new(line, 1, row.Size, row.At));
            if (++read % TellEach == 0) LogProgress(logger, database.Path, read);
        }

        rows.Reset();
        if (_attempt.Count > 0) EndAttempt(isLast: true);
        _summary.Write();
        if (read > 0) LogDone(logger, database.Path, read);
    }

    private void EndAttempt(bool isLast)
    {
        var sum = AttemptSum.Of(_attempt);
        var next = _course.After(sum);
        foreach (var change in _course.ChangesTo(next, sum)) _summary.Add(change);
        if (isLast) _courses.Settle(_attempt[0].QueueId, next, sum, isKept: false);
        _course = next;
        _attempt.Clear();
    }

    private void EndMessage()
    {
        _course = MessageCourse.Untried;
        if (_summary.Waiting > LinesAtOnce) _summary.Write();
    }

    [LoggerMessage(EventIds.SummaryProgress, LogLevel.Information, "{File}: {Rows} rows counted for reports so far")]
    private static partial void LogProgress(ILogger logger, string file, long rows);

    [LoggerMessage(EventIds.SummaryMade, LogLevel.Information, "{File}: {Rows} rows were counted for reports, once")]
    private static partial void LogDone(ILogger logger, string file, long rows);
}
