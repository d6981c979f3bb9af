using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>Reads <c>ledger.db</c> on a connection of its own, beside the writer. For one thread at a time.</summary>
internal sealed class LedgerReader(string path) : IDisposable
{
    private readonly SqliteDatabase _database = SqliteDatabase.OpenReader(path);

    /// <summary>The rows asked for, newest first.</summary>
    public IReadOnlyList<LedgerEntry> Query(LedgerQuery query, CancellationToken cancellationToken)
    {
        var found = new List<LedgerEntry>();
        var entries = new StoredEntries(path);
        using var statement = _database.Prepare(new LedgerSelect(query).Sql);
        Bind(statement, query);
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(entries.Read(statement));
        }

        statement.Reset();
        return found;
    }

    /// <summary>The lines of the roll-up asked for, added up.</summary>
    public IReadOnlyList<SummaryLine> Summarize(SummaryQuery query, CancellationToken cancellationToken)
    {
        var found = new List<SummaryLine>();
        using var statement = _database.Prepare(SummarySelect.SqlOf(query));
        statement.Bind(1, query.Since.DayNumber).Bind(2, query.Until.DayNumber);
        if (query.Domain is { } domain) statement.Bind(3, domain);
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(SummarySelect.Read(statement));
        }

        statement.Reset();
        return found;
    }

    public void Dispose() => _database.Dispose();

    private static void Bind(SqliteStatement statement, LedgerQuery query)
    {
        statement.Bind(1, query.Limit);
        if (query.Since is { } since) statement.Bind(2, LedgerKey.First(since.ToUnixTimeMilliseconds()));
        if (query.Until is { } until) statement.Bind(3, LedgerKey.First(until.ToUnixTimeMilliseconds()));
        if (query.Domain is { } domain) statement.Bind(4, domain);
        if (query.Direction is { } direction) statement.Bind(5, (int)direction);
        if (query.Assurance is { } assurance) statement.Bind(6, (int)assurance);
        if (query.Kind is { } kind) statement.Bind(7, (int)kind);
        if (query.Message is { } message)
            statement.Bind(8, message.WithPart(0).Value).Bind(9, message.WithPart(QueueId.MaxParts - 1).Value);
    }
}
