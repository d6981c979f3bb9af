namespace Gatepost.Storage.Sqlite;

/// <summary>Policies of MTA-STS that have expired are forgotten.</summary>
internal sealed class ExpirePoliciesWork(long now) : SqliteWork<StateRows>
{
    public override void Apply(StateRows rows) => rows.RemoveExpired(now);
}
