using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Files;

namespace Gatepost.Storage.Sqlite;

/// <summary>What is written to <c>spool.db</c>: the only place that changes its rows.</summary>
internal sealed class SpoolRows(SqliteDatabase database) : IWriterRows
{
    private readonly SqliteStatement _insertContent = database.Prepare(
        "INSERT INTO content (number, length, eight_bit, file, octets) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement _insertEntry = database.Prepare(
        """
        INSERT INTO entry (id, due, held, attempts, notified, destination, direction, arrived, reason, envelope, origin, prefix,
            waits, waiver)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """);

    private readonly SqliteStatement _defer = database.Prepare(
        """
        UPDATE entry SET due = ?2, held = held | ?3, attempts = ?4, notified = ?5, reason = ?6, envelope = ?7, waits = ?8
        WHERE id = ?1
        """);

    private readonly SqliteStatement _deleteEntry = database.Prepare("DELETE FROM entry WHERE id = ?1");

    // The parts of a message have neighbouring ids, so this looks at one place of the key.
    private readonly SqliteStatement _hasParts = database.Prepare("SELECT 1 FROM entry WHERE id BETWEEN ?1 AND ?2 LIMIT 1");

    private readonly SqliteStatement _contentFile = database.Prepare(
        "SELECT file FROM content WHERE number = ?1 AND file IS NOT NULL");

    private readonly SqliteStatement _deleteContent = database.Prepare("DELETE FROM content WHERE number = ?1");

    private readonly SqliteStatement _hold = database.Prepare("UPDATE entry SET held = 1 WHERE id = ?1");

    private readonly SqliteStatement _release = database.Prepare("UPDATE entry SET held = 0, due = ?2 WHERE id = ?1");

    private readonly SqliteStatement _waive = database.Prepare("UPDATE entry SET waiver = ?2 WHERE id = ?1");

    private readonly SqliteStatement _retry = database.Prepare("UPDATE entry SET due = ?2 WHERE id = ?1");

    private readonly SqliteStatement _mark = database.Prepare("UPDATE mark SET value = max(value, ?1) WHERE name = 'highest'");

    private long _highest;

    public void InsertContent(long number, MessageContent content)
    {
        _insertContent.Bind(1, number).Bind(2, content.Length).Bind(3, content.HasEightBitData);
        if (content is FileContent file) _insertContent.Bind(4, file.Name).BindNull(5);
        else if (content.TryGetMemory(out var octets)) _insertContent.BindNull(4).BindBlob(5, octets.Span);
        else throw new ArgumentException("The content is not of this store: make it by CreateContent.", nameof(content));
        _insertContent.Run();
    }

    public void InsertEntry(in NewEntry entry)
    {
        var message = entry.Message;
        _insertEntry.Bind(1, message.Id.Value).Bind(2, entry.Times.Due).Bind(3, message.IsHeld).Bind(4, message.Attempts)
            .Bind(5, StoredNotices.Of(message)).Bind(6, message.Destination).Bind(7, (int)message.Direction)
            .Bind(8, entry.Times.Arrived).Bind(9, message.LastReason).BindText(10, entry.Envelope).BindText(11, entry.Origin)
            .BindBlob(12, message.PrefixHeaders.Span).Bind(13, (int)message.Waits);
        if (message.Waiver is { } waiver) _insertEntry.BindText(14, StoredWaiver.Write(waiver));
        else _insertEntry.BindNull(14);
        _insertEntry.Run();
        _highest = Math.Max(_highest, message.Id.Value);
    }

    public void Defer(QueueId id, Completion completion, byte[] envelope)
    {
        _defer.Bind(1, id.Value).Bind(2, completion.NextAttemptAt.ToUnixTimeMilliseconds()).Bind(3, completion.Hold)
            .Bind(4, completion.Attempts).Bind(5, StoredNotices.Of(completion)).Bind(6, completion.Reason).BindText(7, envelope)
            .Bind(8, (int)completion.Waits);
        _defer.Run();
    }

    /// <summary>Removes an entry, and its content where it was the last part.</summary>
    /// <returns>The name of the content's file that is to be removed after the commit, or null.</returns>
    public string? Delete(QueueId id)
    {
        _deleteEntry.Bind(1, id.Value).Run();
        var hasMore = _hasParts.Bind(1, id.WithPart(0).Value).Bind(2, id.WithPart(QueueId.MaxParts - 1).Value).Step();
        _hasParts.Reset();
        if (hasMore) return null;
        var file = _contentFile.Bind(1, id.MessageNumber).Step() ? _contentFile.Text(0) : null;
        _contentFile.Reset();
        _deleteContent.Bind(1, id.MessageNumber).Run();
        return file;
    }

    /// <returns>The number of entries changed: 1, or 0 where it is not there.</returns>
    public int Apply(QueueId id, QueueAction action, long now) => action switch
    {
        QueueAction.Hold => _hold.Bind(1, id.Value).Run(),
        QueueAction.Release => _release.Bind(1, id.Value).Bind(2, now).Run(),
        QueueAction.Retry => _retry.Bind(1, id.Value).Bind(2, now).Run(),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "not an update"),
    };

    /// <summary>The entry may go without what its destination is held to.</summary>
    public void Waive(QueueId id, byte[] waiver) => _waive.Bind(1, id.Value).BindText(2, waiver).Run();

    /// <summary>Remembers the highest id even when all entries are gone, so that no id is given twice.</summary>
    public void EndBatch()
    {
        if (_highest == 0) return;
        _mark.Bind(1, _highest).Run();
        _highest = 0;
    }

    public void Undone() => _highest = 0;

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])
            [_insertContent, _insertEntry, _defer, _deleteEntry, _hasParts, _contentFile, _deleteContent, _hold, _release,
                _waive, _retry, _mark])
            statement.Dispose();
    }
}
