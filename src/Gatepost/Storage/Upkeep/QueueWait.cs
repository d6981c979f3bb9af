namespace Gatepost.Storage.Upkeep;

/// <summary>Entries of the queue that wait for the same.</summary>
/// <param name="Destination">Where they go.</param>
/// <param name="Reason">Why the last attempt at the oldest of them did not settle it; empty: nothing was tried yet.</param>
/// <param name="Entries">How many.</param>
/// <param name="Oldest">When the oldest of them arrived.</param>
public sealed record QueueWait(string Destination, string Reason, int Entries, DateTimeOffset Oldest);
