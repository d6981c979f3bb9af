namespace Gatepost.Storage.Sqlite;

/// <summary>The versions of <c>spool.db</c>.</summary>
/// <remarks>
/// Times are milliseconds since 1970 UTC. Enumerations are the numbers of Gatepost.Messages. There is no index beside the
/// keys that each message would have to pay for: what is due is known in memory.
/// </remarks>
internal static class SpoolSchema
{
    public static readonly SqliteSchema Versions = new(
        [
            // 1: 0.1.0
            """
            CREATE TABLE content (
                number    INTEGER PRIMARY KEY, -- QueueId.MessageNumber: shared by the parts of a message
                length    INTEGER NOT NULL,
                eight_bit INTEGER NOT NULL,
                file      TEXT,                -- name in the folder "content"; null: it lies here
                octets    BLOB
            );
            CREATE TABLE entry (
                id          INTEGER PRIMARY KEY, -- QueueId.Value
                due         INTEGER NOT NULL,
                held        INTEGER NOT NULL,
                attempts    INTEGER NOT NULL,
                notified    INTEGER NOT NULL,    -- a delay notice was sent
                destination TEXT NOT NULL,
                direction   INTEGER NOT NULL,    -- MailDirection
                arrived     INTEGER NOT NULL,
                reason      TEXT,
                envelope    TEXT NOT NULL,       -- StoredEnvelope as JSON
                origin      TEXT NOT NULL,       -- StoredOrigin as JSON
                prefix      BLOB NOT NULL
            );
            CREATE TABLE mark (
                name  TEXT PRIMARY KEY,
                value INTEGER NOT NULL
            ) WITHOUT ROWID;
            INSERT INTO mark VALUES ('highest', 0);

            """,
            // 2: what waits for encryption (waits: WaitReason), and what may go without (waiver: StoredWaiver as JSON). Since
            // then notified is 1 (delay) + 2 (policy).
            """
            ALTER TABLE entry ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE entry ADD COLUMN waiver TEXT;

            """,
            // 3: the start looks up which files are named, and reads no content for it.
            """
            CREATE INDEX content_file ON content (file) WHERE file IS NOT NULL;

            """,
        ],
        PageSize: 4096,
        CacheKibibytes: 32 * 1024);
}
