namespace Gatepost.Ledger;

/// <summary>The port to where the ledger lies.</summary>
public interface ILedgerStore
{
    /// <summary>Writes all rows or none, and ends when they are on disk.</summary>
    Task AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);

    /// <summary>The rows asked for, newest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>Removes rows from before <paramref name="before"/>; ends with their number.</summary>
    Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
