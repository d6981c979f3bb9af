using System.Text.Json;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>Reads whole rows of the ledger from a statement that selects <see cref="Columns"/>.</summary>
internal sealed class StoredEntries(string path)
{
    public const string Columns =
        """
        SELECT entry.id, kind, direction, queue_id, sender_domain, recipient_domain, recipients, size, peer, reached, outcome,
            reply, marks, proof, json
        FROM entry LEFT JOIN proof ON proof.id = entry.proof
        """;

    private const int MaxKnown = 10_000;

    private readonly Dictionary<long, LedgerProof> _proofs = [];

    /// <summary>The row on which the statement stands.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public LedgerEntry Read(SqliteStatement row)
    {
        var number = row.Int64(13);
        if (!_proofs.TryGetValue(number, out var proof))
        {
            if (_proofs.Count == MaxKnown) _proofs.Clear();
            _proofs.Add(number, proof = ReadProof(row));
        }

        var outcome = (LedgerOutcome)row.Int32(10);
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
            Outcome = outcome,
            Reply = row.Text(11),
            Marks = row.IsNull(12) ? Guess(outcome) : (LedgerMarks)row.Int32(12),
            Wanted = proof.Wanted,
            Why = proof.Why,
            Tls = proof.Tls,
        };
    }

    // Rows of version 1 have no marks. Where recipients fared differently, somebody was mostly delivered.
    private static LedgerMarks Guess(LedgerOutcome outcome) =>
        outcome is LedgerOutcome.Mixed ? LedgerMarks.SomeDelivered : LedgerMarks.None;

    private LedgerProof ReadProof(SqliteStatement row)
    {
        try
        {
            return StoredProof.Read(row.Blob(14));
        }
        catch (JsonException e)
        {
            throw new StorageException(path, $"the proof {row.Int64(13)} cannot be read ({e.Message})",
                "Restore the file from a backup, or ask for other rows", e);
        }
    }
}
