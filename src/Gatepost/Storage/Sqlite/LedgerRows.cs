using Gatepost.Ledger;

namespace Gatepost.Storage.Sqlite;

/// <summary>What is written to <c>ledger.db</c>: the only place that changes its rows.</summary>
internal sealed class LedgerRows(SqliteDatabase database) : IWriterRows
{
    private const int MaxKnown = 10_000, TrimmedAtOnce = 1000;
    private const long MillisecondsOfDay = 24 * 60 * 60 * 1000;

    private readonly SqliteStatement _insertEntry = database.Prepare(
        """
        INSERT INTO entry (id, kind, direction, queue_id, sender_domain, recipient_domain, recipients, size, peer, reached,
            outcome, reply, marks, proof)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """);

    private readonly SqliteStatement _insertProof = database.Prepare(
        "INSERT INTO proof (day, json) VALUES (?1, ?2) RETURNING id");

    private readonly SqliteStatement _trimEntries = database.Prepare(
        $"DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE id < ?1 ORDER BY id LIMIT {TrimmedAtOnce})");

    private readonly SqliteStatement _trimProofs = database.Prepare(
        $"DELETE FROM proof WHERE id IN (SELECT id FROM proof WHERE day < ?1 LIMIT {TrimmedAtOnce})");

    private readonly SummaryRows _summary = new(database);
    private readonly CourseRows _courses = new(database);

    // Records with lists compare these by reference, so what is equal may be missed by the first look; the text never is.
    private readonly Dictionary<LedgerProof, long> _byRecord = [];
    private readonly Dictionary<string, long> _byText = new(StringComparer.Ordinal);
    private long _day;

    // Begins anywhere, so that a restart within a millisecond does not meet the numbers of the last run.
    private long _counter = Random.Shared.Next();

    /// <summary>Rows in their order, those of one attempt together: written, and counted.</summary>
    public void Insert(IReadOnlyList<LedgerEntry> entries)
    {
        for (var i = 0; i < entries.Count;)
        {
            var (first, begin) = (entries[i], i);
            if (Legs.IsAtDoor(first))
            {
                Insert(first);
                if (Legs.LineOf(first) is { } line) _summary.Add(new(line, 1, first.Size, first.At));
                if (first.Kind is LedgerKind.Accepted) _courses.Begin(first.QueueId);
                i++;
                continue;
            }

            while (i < entries.Count && entries[i].Kind == first.Kind && entries[i].QueueId == first.QueueId
                && entries[i].At == first.At) i++;
            InsertAttempt([.. entries.Skip(begin).Take(i - begin)]);
        }
    }

    /// <summary>Removes some rows from before a time; ends with their number, 0: there are no more.</summary>
    public int Trim(long before)
    {
        var removed = _trimEntries.Bind(1, LedgerKey.First(before)).Run();
        // A proof is referred to by rows of its day, or of the day before where they came late.
        if (removed > 0) return removed;
        _trimProofs.Bind(1, (before / MillisecondsOfDay) - 1).Run();
        _courses.Trim(Legs.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(before)));
        return 0;
    }

    /// <summary>Removes the oldest day of the roll-up, where it is before another; ends with the number of its lines.</summary>
    public int TrimSummary(DateOnly before) => _summary.TrimDay(before);

    public void EndBatch() => _summary.Write();

    public void Undone()
    {
        Forget();
        _summary.Forget();
        _courses.Forget();
    }

    public void Dispose()
    {
        _summary.Dispose();
        _courses.Dispose();
        foreach (var statement in (SqliteStatement[])[_insertEntry, _insertProof, _trimEntries, _trimProofs]) statement.Dispose();
    }

    private void InsertAttempt(IReadOnlyList<LedgerEntry> attempt)
    {
        var id = attempt[0].QueueId;
        var course = _courses.Find(id, out var isKept);
        foreach (var entry in attempt) Insert(entry);
        var sum = AttemptSum.Of(attempt);
        var next = course.After(sum);
        foreach (var change in course.ChangesTo(next, sum)) _summary.Add(change);
        _courses.Settle(id, next, sum, isKept);
    }

    private void Insert(LedgerEntry entry)
    {
        var at = entry.At.ToUnixTimeMilliseconds();
        _insertEntry.Bind(1, LedgerKey.Of(at, ++_counter)).Bind(2, (int)entry.Kind).Bind(3, (int)entry.Direction)
            .Bind(4, entry.QueueId.Value).Bind(5, entry.SenderDomain).Bind(6, entry.RecipientDomain)
            .Bind(7, entry.Recipients).Bind(8, entry.Size)
            .Bind(9, entry.Peer).Bind(10, (int)entry.Tls.Reached).Bind(11, (int)entry.Outcome).Bind(12, entry.Reply)
            .Bind(13, (int)entry.Marks).Bind(14, ProofOf(entry, at / MillisecondsOfDay));
        _insertEntry.Run();
    }

    private long ProofOf(LedgerEntry entry, long day)
    {
        // Each day writes its proofs anew, so that old ones can go with the rows of their day.
        if (day > _day || _byText.Count >= MaxKnown || _byRecord.Count >= MaxKnown) Forget();
        _day = Math.Max(_day, day);
        var proof = new LedgerProof(entry.Wanted, entry.Why, entry.Tls);
        if (_byRecord.TryGetValue(proof, out var id)) return id;
        var text = StoredProof.Write(proof);
        if (!_byText.TryGetValue(text, out id)) _byText.Add(text, id = InsertProof(text));
        _byRecord.Add(proof, id);
        return id;
    }

    private long InsertProof(string text)
    {
        _insertProof.Bind(1, _day).Bind(2, text);
        try
        {
            return _insertProof.Step()
                ? _insertProof.Int64(0)
                : throw new InvalidOperationException("RETURNING returned nothing.");
        }
        finally
        {
            _insertProof.Reset();
        }
    }

    private void Forget()
    {
        _byRecord.Clear();
        _byText.Clear();
    }
}
