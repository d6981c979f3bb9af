namespace Gatepost.Checks.Reports;

/// <summary>How one stage went at one address.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Mark">How.</param>
/// <param name="Words">What was seen, escaped; null where there is no more to say.</param>
public sealed record StageReport(CheckStage Stage, StageMark Mark, string? Words = null);
