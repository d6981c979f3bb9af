using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Storage.Sqlite;

/// <summary>A policy of MTA-STS is kept.</summary>
internal sealed class SavePolicyWork(StoredStsPolicy policy) : SqliteWork<StateRows>
{
    public override long Weight => 64L * (policy.Policy.Mx.Count + 8);

    public override void Apply(StateRows rows) => rows.Save(policy);
}
