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
    /// <returns>The level with its requirement, and the evidence, the decisive one first.</returns>
    public static (TlsRequirement Requirement, IReadOnlyList<Evidence> Evidence) Combine(
        IReadOnlyList<(PolicyRank Rank, TlsOpinion Opinion)> opinions)
    {
        var operatorSpoke = opinions[0].Rank is PolicyRank.Operator;
        var decisive = opinions[0].Opinion;
        var heard = new List<Evidence>(opinions.Count);
        foreach (var (rank, opinion) in opinions)
        {
            if (operatorSpoke && rank is PolicyRank.Default) continue;
            if (opinion.Force is OpinionForce.Exact) return (opinion.Requirement, [opinion.Evidence]);
            heard.Add(opinion.Evidence);
            if (TlsLevels.Stricter(opinion.Requirement.Level, decisive.Requirement.Level) != decisive.Requirement.Level)
                decisive = opinion;
        }

        // What the operator's row says beside its level (names, CA, pins, own certificate) holds at whatever level comes out.
        var requirement = operatorSpoke && decisive != opinions[0].Opinion
            ? opinions[0].Opinion.Requirement with { Level = decisive.Requirement.Level }
            : decisive.Requirement;
        heard.Remove(decisive.Evidence);
        heard.Insert(0, decisive.Evidence);
        return (requirement, heard);
    }
}
