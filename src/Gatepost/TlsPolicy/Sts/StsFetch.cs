using Gatepost.Protocols.MtaSts;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>What came of fetching a policy.</summary>
/// <param name="Policy">It, or null.</param>
/// <param name="Problem">Why it could not be had; null: it was.</param>
/// <param name="Words">What went wrong, or what is odd about it, escaped; null: nothing.</param>
internal sealed record StsFetch(StsPolicy? Policy, StsFetchProblem? Problem, string? Words)
{
    public static StsFetch Failed(StsFetchProblem problem, string words) => new(null, problem, words);
}
