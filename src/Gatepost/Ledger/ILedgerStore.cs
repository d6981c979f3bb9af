namespace Gatepost.Ledger;

/// <summary>The port to where the ledger lies. With the rows it writes the roll-up, all or nothing.</summary>
public interface ILedgerStore : ILedger
{
    /// <summary>The rows asked for, newest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>The messages of a time, counted: from the roll-up, which outlives the rows.</summary>
    Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken);

    /// <summary>Removes rows from before <paramref name="before"/>; ends with their number. The roll-up stays.</summary>
    Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes days of the roll-up before <paramref name="before"/>; ends with the number of its lines.</summary>
    Task<long> TrimSummaryAsync(DateOnly before, CancellationToken cancellationToken);
}
