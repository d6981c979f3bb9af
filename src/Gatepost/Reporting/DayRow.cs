namespace Gatepost.Reporting;

/// <summary>One day.</summary>
public sealed record DayRow(DateOnly Day, Traffic Out, Traffic In);
