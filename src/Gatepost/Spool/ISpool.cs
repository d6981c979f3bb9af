namespace Gatepost.Spool;

/// <summary>Keeps the mail for which we have answered 250. What it has taken survives a crash at any instant.</summary>
public interface ISpool : ISpoolIntake
{
    /// <summary>Why nothing can be written now, with the remedy; null: it can, as far as we know.</summary>
    string? Problem { get; }

    /// <summary>Entries that are due, in the queue's order, fair among destinations; waits until there is at least one.</summary>
    Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Ends when it is on disk what became of a leased entry, with the notices it gave rise to: all or nothing.
    /// </summary>
    /// <exception cref="LeaseLostException">The lease ran out; nothing was written.</exception>
    /// <exception cref="IOException">The disk did not take it; the lease is in force as before, so try again.</exception>
    Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken);

    /// <summary>Gives a lease back unused: the entry is due again at once.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
