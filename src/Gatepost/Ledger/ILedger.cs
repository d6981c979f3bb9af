namespace Gatepost.Ledger;

/// <summary>Where the conductors write how messages were protected.</summary>
public interface ILedger
{
    /// <summary>
    /// Ends when the rows are on disk, all of them; many callers share one commit. The rows of one attempt are handed in
    /// together, one behind the other.
    /// </summary>
    /// <exception cref="IOException">They are not.</exception>
    Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);
}
