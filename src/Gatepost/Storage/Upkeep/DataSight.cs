namespace Gatepost.Storage.Upkeep;

/// <summary>How a data folder is at first sight.</summary>
/// <param name="Stores">Its databases.</param>
/// <param name="Queue">What waits; null: it cannot be read.</param>
/// <param name="Ledger">What the ledger says; null likewise.</param>
public sealed record DataSight(IReadOnlyList<StoreSight> Stores, QueueGlance? Queue, LedgerGlance? Ledger);
