namespace Gatepost.Ledger;

/// <summary>Where the conductors write how messages were protected.</summary>
public interface ILedger
{
    /// <summary>Ends when the rows are on disk; many callers share one commit.</summary>
    /// <exception cref="IOException">They are not.</exception>
    Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);
}
