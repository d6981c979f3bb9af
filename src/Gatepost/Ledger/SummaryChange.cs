namespace Gatepost.Ledger;

/// <summary>What one more row of the ledger does to a line of the roll-up.</summary>
/// <param name="Key">Which line.</param>
/// <param name="Messages">So many more; less than 0 where a message leaves the line for another one.</param>
/// <param name="Octets">The same in octets of content.</param>
/// <param name="At">When.</param>
public readonly record struct SummaryChange(SummaryKey Key, int Messages, long Octets, DateTimeOffset At);
