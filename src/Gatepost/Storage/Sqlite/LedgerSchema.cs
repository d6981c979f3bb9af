namespace Gatepost.Storage.Sqlite;

/// <summary>The versions of <c>ledger.db</c>.</summary>
/// <remarks>
/// Times are milliseconds since 1970 UTC; enumerations are the numbers of Gatepost.Messages and Gatepost.Ledger. What attempts
/// of one day at one host have in common stands once, in <c>proof</c>: else the same certificate would be written with
/// each message, and a year of them would not fit a disk.
/// </remarks>
internal static class LedgerSchema
{
    public static readonly SqliteSchema Versions = new(
        [
            // 1: 0.1.0
            """
            CREATE TABLE proof (
                id   INTEGER PRIMARY KEY,
                day  INTEGER NOT NULL, -- days since 1970; rows of this day refer to it, and none of later days
                json TEXT NOT NULL     -- StoredProof
            );
            CREATE TABLE entry (
                id               INTEGER PRIMARY KEY,
                at               INTEGER NOT NULL,
                kind             INTEGER NOT NULL,
                direction        INTEGER NOT NULL,
                queue_id         INTEGER NOT NULL,
                sender_domain    TEXT NOT NULL,
                recipient_domain TEXT NOT NULL,
                recipients       INTEGER NOT NULL,
                size             INTEGER NOT NULL,
                peer             TEXT NOT NULL,
                reached          INTEGER NOT NULL, -- Assurance
                outcome          INTEGER NOT NULL,
                reply            TEXT NOT NULL,
                proof            INTEGER NOT NULL
            );
            CREATE INDEX entry_at ON entry (at);
            CREATE INDEX entry_message ON entry (queue_id);
            CREATE INDEX entry_sender ON entry (sender_domain, at);
            CREATE INDEX entry_recipient ON entry (recipient_domain, at);
            CREATE INDEX proof_day ON proof (day);

            """,
        ],
        PageSize: 4096,
        CacheKibibytes: 16 * 1024);
}
