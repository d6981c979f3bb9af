namespace Gatepost.Spool;

/// <summary>The entries of the queue in one state.</summary>
/// <param name="Entries">How many.</param>
/// <param name="OldestArrival">When the oldest of them arrived; null: there is none.</param>
public readonly record struct QueueTally(int Entries, DateTimeOffset? OldestArrival);
