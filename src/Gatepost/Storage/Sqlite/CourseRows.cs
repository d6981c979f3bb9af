using System.Text.Json;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// Where messages that have been tried stand in the roll-up. Those that somebody still waits for have a row in <c>course</c>: it
/// bears as many attempts as there are, and outlives them. For the others the rows of the ledger tell, and they are seldom asked.
/// </summary>
internal sealed class CourseRows(SqliteDatabase database) : IDisposable
{
    private const int MaxFresh = 100_000;

    private readonly SqliteStatement _find = database.Prepare("SELECT json FROM course WHERE queue_id = ?1");

    private readonly SqliteStatement _earlier = database.Prepare(
        $"{StoredEntries.Columns} WHERE queue_id = ?1 AND kind <> {(int)LedgerKind.Accepted} ORDER BY entry.id");

    private readonly SqliteStatement _keep = database.Prepare(
        "INSERT OR REPLACE INTO course (queue_id, touched, json) VALUES (?1, ?2, ?3)");

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM course WHERE queue_id = ?1");

    private readonly SqliteStatement _trim = database.Prepare("DELETE FROM course WHERE touched < ?1");

    private readonly StoredEntries _entries = new(database.Path);

    // Accepted by this process and not tried yet: of these nothing needs to be looked up.
    private readonly HashSet<QueueId> _fresh = [];

    /// <summary>A message was accepted: no attempt has been made.</summary>
    public void Begin(QueueId id)
    {
        if (_fresh.Count == MaxFresh) _fresh.Clear();
        _fresh.Add(id);
    }

    /// <summary>Where a message stands, before the rows of the next attempt are written.</summary>
    public MessageCourse Find(QueueId id, out bool isKept)
    {
        isKept = false;
        if (_fresh.Remove(id)) return MessageCourse.Untried;
        try
        {
            isKept = _find.Bind(1, id.Value).Step();
            if (isKept) return StoredCourse.Read(_find.Blob(0));
        }
        catch (JsonException e)
        {
            throw new StorageException(database.Path, $"the course of {id} cannot be read ({e.Message})",
                "Restore the file from a backup", e);
        }
        finally
        {
            _find.Reset();
        }

        return Follow(_earlier.Bind(1, id.Value), MessageCourse.Untried);
    }

    /// <summary>Keeps where a message stands, or forgets it where nobody waits any more.</summary>
    public void Settle(QueueId id, MessageCourse course, AttemptSum attempt, bool isKept)
    {
        if (attempt.IsOpen)
        {
            _keep.Bind(1, id.Value).Bind(2, Legs.DayOf(attempt.At).DayNumber).Bind(3, StoredCourse.Write(course)).Run();
        }
        else if (isKept) _remove.Bind(1, id.Value).Run();
    }

    /// <summary>Removes those that were last tried before a day: nobody will try them again.</summary>
    public void Trim(DateOnly before) => _trim.Bind(1, before.DayNumber).Run();

    /// <summary>A transaction was undone: nothing that was kept in mind holds.</summary>
    public void Forget() => _fresh.Clear();

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_find, _earlier, _keep, _remove, _trim]) statement.Dispose();
    }

    private MessageCourse Follow(SqliteStatement rows, MessageCourse course)
    {
        try
        {
            var attempt = new List<LedgerEntry>();
            while (rows.Step())
            {
                var row = _entries.Read(rows);
                if (attempt.Count > 0 && attempt[0].At != row.At)
                {
                    course = course.After(AttemptSum.Of(attempt));
                    attempt.Clear();
                }

                attempt.Add(row);
            }

            return attempt.Count == 0 ? course : course.After(AttemptSum.Of(attempt));
        }
        finally
        {
            rows.Reset();
        }
    }
}
