namespace Gatepost.Reporting;

/// <summary>A day, a week or a month of a trend.</summary>
/// <param name="Label"><c>2026-11-23</c>, <c>week of 2026-11-23</c>, <c>2026-11</c>.</param>
/// <param name="First">Its first day within the period.</param>
/// <param name="Out">Mail that left us.</param>
/// <param name="In">Mail that came in.</param>
public sealed record TrendRow(string Label, DateOnly First, Traffic Out, Traffic In);
