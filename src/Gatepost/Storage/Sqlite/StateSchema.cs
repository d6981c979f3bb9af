namespace Gatepost.Storage.Sqlite;

/// <summary>The versions of <c>state.db</c>: what is remembered of others, and can be had again.</summary>
internal static class StateSchema
{
    public static readonly SqliteSchema Versions = new(
        [
            // 1: 0.1.0
            """
            CREATE TABLE sts_policy (
                domain     TEXT PRIMARY KEY,
                id         TEXT NOT NULL,
                policy     TEXT NOT NULL,    -- its lines, as they are served
                fetched_at INTEGER NOT NULL, -- milliseconds since 1970 UTC, and so the others
                refresh_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX sts_policy_refresh ON sts_policy (refresh_at);
            CREATE INDEX sts_policy_fetched ON sts_policy (fetched_at);

            """,
        ],
        PageSize: 4096,
        CacheKibibytes: 2 * 1024);
}
