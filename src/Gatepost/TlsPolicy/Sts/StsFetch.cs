using Gatepost.Protocols.MtaSts;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>What came of fetching a policy.</summary>
/// <param name="Policy">It, or null.</param>
/// <param name="Problem">Why it could not be had; null: it was.</param>
/// <param name="Words">What went wrong, or what is odd about it, escaped; null: nothing.</param>
internal sealed record StsFetch(StsPolicy? Policy, StsFetchProblem? Problem, string? Words)
{
    /// <summary>What the host answered instead of 200, as HTTP numbers it; null: it did not come to that.</summary>
    public int? Status { get; init; }

    /// <summary>As what it was sent, quoted, where that is not text/plain.</summary>
    public string? OtherType { get; init; }

    /// <summary>What is wrong with its lines, fatal or not.</summary>
    public IReadOnlyList<StsPolicyFinding> Findings { get; init; } = [];

    public static StsFetch Failed(StsFetchProblem problem, string words) => new(null, problem, words);
}
