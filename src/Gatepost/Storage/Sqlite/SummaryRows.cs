using Gatepost.Ledger;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// The roll-up as it is written: changes are gathered over a batch, in which many fall into the same few lines, and written in
/// the transaction of the rows that they come from. So rows and roll-up cannot disagree.
/// </summary>
internal sealed class SummaryRows(SqliteDatabase database) : IDisposable
{
    private const string ThisLine =
        "day = ?1 AND leg = ?2 AND fate = ?3 AND domain = ?4 AND reached = ?5 AND proofs = ?6 AND reason = ?7";

    private readonly SqliteStatement _add = database.Prepare(
        """
        INSERT INTO summary (day, leg, fate, domain, reached, proofs, reason, messages, octets, last)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET messages = messages + excluded.messages, octets = octets + excluded.octets,
            last = max(last, excluded.last)
        """);

    // A line whose day was trimmed meanwhile is not there any more, and must not come back with less than nothing.
    private readonly SqliteStatement _change = database.Prepare(
        $"UPDATE summary SET messages = messages + ?8, octets = octets + ?9, last = max(last, ?10) WHERE {ThisLine}");

    private readonly SqliteStatement _removeEmpty = database.Prepare(
        $"DELETE FROM summary WHERE {ThisLine} AND messages <= 0");

    private readonly SqliteStatement _removeOldestDay = database.Prepare(
        "DELETE FROM summary WHERE day = (SELECT min(day) FROM summary) AND day < ?1");

    private readonly Dictionary<SummaryKey, Sum> _changes = [];

    /// <summary>How many lines wait to be written.</summary>
    public int Waiting => _changes.Count;

    public void Add(SummaryChange change)
    {
        var sum = _changes.GetValueOrDefault(change.Key);
        // The last one that came: one that leaves does not take back that it was there.
        var last = change.Messages > 0 ? Math.Max(sum.Last, change.At.ToUnixTimeMilliseconds()) : sum.Last;
        _changes[change.Key] = new(sum.Messages + change.Messages, sum.Octets + change.Octets, last);
    }

    /// <summary>Writes what was added.</summary>
    public void Write()
    {
        foreach (var (key, sum) in _changes)
        {
            var statement = sum.Messages > 0 ? _add : _change;
            Bind(statement, key).Bind(8, sum.Messages).Bind(9, sum.Octets).Bind(10, sum.Last).Run();
            if (sum.Messages < 0) Bind(_removeEmpty, key).Run();
        }

        _changes.Clear();
    }

    /// <summary>Forgets what was added: its transaction was undone.</summary>
    public void Forget() => _changes.Clear();

    /// <summary>Removes the oldest day, where it is before another; ends with the number of its lines, 0: it is not.</summary>
    public int TrimDay(DateOnly before) => _removeOldestDay.Bind(1, before.DayNumber).Run();

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_add, _change, _removeEmpty, _removeOldestDay]) statement.Dispose();
    }

    private static SqliteStatement Bind(SqliteStatement statement, SummaryKey key) => statement
        .Bind(1, key.Day.DayNumber).Bind(2, (int)key.Leg).Bind(3, (int)key.Fate).Bind(4, key.Domain)
        .Bind(5, (int)key.Shown.Reached).Bind(6, (int)key.Shown.Proofs).Bind(7, (int)key.Shown.Reason);

    private readonly record struct Sum(long Messages, long Octets, long Last);
}
