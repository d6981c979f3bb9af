using System.Text.Json;
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
        var proofs = new Dictionary<long, LedgerProof>();
        using var statement = _database.Prepare(new LedgerSelect(query).Sql);
        Bind(statement, query);
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(Row(statement, proofs));
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

    private LedgerEntry Row(SqliteStatement row, Dictionary<long, LedgerProof> proofs)
    {
        var number = row.Int64(12);
        if (!proofs.TryGetValue(number, out var proof)) proofs.Add(number, proof = ReadProof(row));
        return new LedgerEntry
        {
            At = LedgerKey.TimeOf(row.Int64(0)),
            Kind = (LedgerKind)row.Int32(1),
            Direction = (MailDirection)row.Int32(2),
            QueueId = new QueueId(row.Int64(3)),
            SenderDomain = row.Text(4),
            RecipientDomain = row.Text(5),
            Recipients = row.Int32(6),
            Size = row.Int64(7),
            Peer = row.Text(8),
            Outcome = (LedgerOutcome)row.Int32(10),
            Reply = row.Text(11),
            Wanted = proof.Wanted,
            Why = proof.Why,
            Tls = proof.Tls,
        };
    }

    private LedgerProof ReadProof(SqliteStatement row)
    {
        try
        {
            return StoredProof.Read(row.Blob(13));
        }
        catch (JsonException e)
        {
            throw new StorageException(_database.Path, $"the proof {row.Int64(12)} cannot be read ({e.Message})",
                "Restore the file from a backup, or ask for other rows", e);
        }
    }
}
