using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Storage.Sqlite;

/// <summary>What is written to <c>state.db</c>: the only place that changes its rows.</summary>
internal sealed class StateRows(SqliteDatabase database) : IWriterRows
{
    private readonly SqliteStatement _savePolicy = database.Prepare(
        """
        INSERT OR REPLACE INTO sts_policy (domain, id, policy, fetched_at, refresh_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """);

    private readonly SqliteStatement _trimPolicies = database.Prepare(
        $"""
        DELETE FROM sts_policy WHERE domain IN (
            SELECT domain FROM sts_policy ORDER BY fetched_at
            LIMIT max(0, (SELECT count(*) FROM sts_policy) - {IStsPolicyStore.Capacity}))
        """);

    private readonly SqliteStatement _expirePolicies = database.Prepare("DELETE FROM sts_policy WHERE expires_at <= ?1");

    public void Save(StoredStsPolicy policy)
    {
        _savePolicy.Bind(1, policy.Domain).Bind(2, policy.Id).Bind(3, string.Join('\n', policy.Policy.Lines))
            .Bind(4, policy.FetchedAt.ToUnixTimeMilliseconds()).Bind(5, policy.RefreshAt.ToUnixTimeMilliseconds())
            .Bind(6, policy.ExpiresAt.ToUnixTimeMilliseconds());
        _savePolicy.Run();
        _trimPolicies.Run();
    }

    public void RemoveExpired(long now) => _expirePolicies.Bind(1, now).Run();

    public void EndBatch() { }

    public void Undone() { }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_savePolicy, _trimPolicies, _expirePolicies]) statement.Dispose();
    }
}
