using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>Keeps the mail for which we have answered 250. What it has taken survives a crash at any instant.</summary>
public interface ISpool
{
    /// <summary>Whether there is room for a message of this size above the reserve; asked at MAIL.</summary>
    bool HasRoomFor(long size);

    /// <summary>A new id, later than all before.</summary>
    QueueId NextId();

    /// <summary>Starts the content of a message.</summary>
    IContentWriter CreateContent();

    /// <summary>Ends when all parts of one message are on disk, with their content: only then is 250 due (RFC 5321 §4.2.5).</summary>
    /// <exception cref="IOException">Nothing was taken: 452 is due.</exception>
    Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken);

    /// <summary>Entries that are due, in the queue's order, fair among destinations; waits until there is at least one.</summary>
    Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Ends when it is on disk what became of a leased entry, with the notices it gave rise to: all or nothing.</summary>
    /// <exception cref="LeaseLostException">The lease ran out; nothing was written.</exception>
    /// <exception cref="IOException">The disk did not take it; the lease is in force as before, so try again.</exception>
    Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken);

    /// <summary>Gives a lease back unused: the entry is due again at once.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
