using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>
/// The one place that knows whose word counts. Sources only raise the level, so their order decides nothing but who is
/// named first, with two exceptions that stand here and nowhere else:
/// an exact level of the operator ends the matter, and the default is silent where the operator has a row.
/// </summary>
internal static class Precedence
{
    /// <summary>Combines what the sources said.</summary>
    /// <param name="opinions">In the order of their ranks, each with the rank of its source; at least one.</param>
    /// <returns>The level with its requirement, what single hosts are held to beyond it, and the evidence, the decisive one
    /// first.</returns>
    public static (TlsRequirement Requirement, HostDemands Hosts, IReadOnlyList<Evidence> Evidence) Combine(
        IReadOnlyList<(PolicyRank Rank, TlsOpinion Opinion)> opinions)
    {
        var operatorSpoke = opinions[0].Rank is PolicyRank.Operator;
        var (basis, decisive) = (opinions[0].Opinion, opinions[0].Opinion);
        var hosts = HostDemands.None;
        var heard = new List<Evidence>(opinions.Count);
        foreach (var (rank, opinion) in opinions)
        {
            if (operatorSpoke && rank is PolicyRank.Default) continue;
            if (opinion.Force is OpinionForce.Exact) return (opinion.Requirement, HostDemands.None, [opinion.Evidence]);
            heard.Add(opinion.Evidence);
            hosts = hosts.And(opinion.Hosts);
            if (IsStricter(opinion.Requirement.Level, basis.Requirement.Level)) basis = opinion;
            if (IsStricter(opinion.Strictest, decisive.Strictest)) decisive = opinion;
        }

        // What the operator's row says beside its level (names, CA, pins, own certificate) holds at whatever level comes out.
        var requirement = operatorSpoke && basis != opinions[0].Opinion
            ? opinions[0].Opinion.Requirement with { Level = basis.Requirement.Level }
            : basis.Requirement;
        heard.Remove(decisive.Evidence);
        heard.Insert(0, decisive.Evidence);
        return (requirement, hosts, heard);
    }

    private static bool IsStricter(TlsLevel level, TlsLevel than) => TlsLevels.Stricter(level, than) != than;
}
