namespace Gatepost.Ledger;

/// <summary>The port to where the ledger lies.</summary>
public interface ILedgerStore
{
    /// <summary>
    /// Writes all rows or none, and the roll-up with them, and ends when they are on disk. The rows of one attempt are handed in
    /// together, one behind the other.
    /// </summary>
    Task AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);

    /// <summary>The rows asked for, newest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>The messages of a time, counted: from the roll-up, which outlives the rows.</summary>
    Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken);

    /// <summary>Removes rows from before <paramref name="before"/>; ends with their number. The roll-up stays.</summary>
    Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes days of the roll-up before <paramref name="before"/>; ends with the number of its lines.</summary>
    Task<long> TrimSummaryAsync(DateOnly before, CancellationToken cancellationToken);
}
