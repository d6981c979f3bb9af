namespace Gatepost.Storage.Sqlite;

/// <summary>The versions of <c>ledger.db</c>.</summary>
/// <remarks>
/// A row's id is its time, in milliseconds since 1970 UTC, and a counter below it (<see cref="LedgerKey"/>): so the table is its
/// own index of time, and each other index is in the order of time too. Enumerations are the numbers of Gatepost.Messages and
/// Gatepost.Ledger. What attempts of one day at one host have in common stands once, in <c>proof</c>: else the same certificate
/// would be written with each message. What reports need is counted in <c>summary</c> while rows come, and stays when they go.
/// </remarks>
internal static class LedgerSchema
{
    private const string IsSummarized = "SELECT value FROM mark WHERE name = 'summarized'";

    /// <summary>The versions, without the roll-up of rows that have none.</summary>
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

            // 2: roll-ups. The marks of an entry are LedgerMarks, or null in rows of version 1.
            """
            ALTER TABLE entry ADD COLUMN marks INTEGER;
            CREATE TABLE summary (
                day      INTEGER NOT NULL, -- days since 0001-01-01, UTC
                leg      INTEGER NOT NULL, -- MailLeg
                fate     INTEGER NOT NULL, -- MessageFate
                domain   TEXT NOT NULL,    -- on the other side of the leg
                reached  INTEGER NOT NULL, -- Assurance
                proofs   INTEGER NOT NULL, -- TlsProofs
                reason   INTEGER NOT NULL, -- TlsReason
                messages INTEGER NOT NULL,
                octets   INTEGER NOT NULL,
                last     INTEGER NOT NULL, -- milliseconds since 1970
                PRIMARY KEY (day, leg, fate, domain, reached, proofs, reason)
            ) WITHOUT ROWID;
            CREATE TABLE course ( -- of messages that somebody still waits for
                queue_id INTEGER PRIMARY KEY,
                touched  INTEGER NOT NULL, -- the day of the last attempt, as in summary
                json     TEXT NOT NULL     -- StoredCourse
            );
            CREATE TABLE mark (
                name  TEXT PRIMARY KEY,
                value INTEGER NOT NULL
            ) WITHOUT ROWID;

            """,
        ],
        PageSize: 4096,
        CacheKibibytes: 16 * 1024);

    /// <summary>The versions; where a database has no roll-up, one is made of its rows.</summary>
    public static SqliteSchema For(StoreTools tools) => Versions with
    {
        Completion = new(IsSummarized, database =>
        {
            SummaryRebuild.Run(database, tools.Logger);
            database.Execute("INSERT INTO mark VALUES ('summarized', 1)");
        }),
    };
}
