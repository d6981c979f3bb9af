namespace Gatepost.Storage.Sqlite;

/// <summary>The versions of <c>ledger.db</c>.</summary>
/// <remarks>
/// A row's id is its time, in milliseconds since 1970 UTC, and a counter below it (<see cref="LedgerKey"/>): so the table is its
/// own index of time, and each other index is in the order of time too. Enumerations are the numbers of Gatepost.Messages and
/// Gatepost.Ledger. What attempts of one day at one host have in common stands once, in <c>proof</c>: else the same certificate
/// would be written with each message.
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
                id               INTEGER PRIMARY KEY, -- LedgerKey
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
            CREATE INDEX entry_message ON entry (queue_id);
            CREATE INDEX entry_sender ON entry (sender_domain);
            CREATE INDEX entry_recipient ON entry (recipient_domain);
            CREATE INDEX proof_day ON proof (day);

            """,
        ],
        PageSize: 4096,
        CacheKibibytes: 16 * 1024);
}
