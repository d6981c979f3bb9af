using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>
/// The port to where the queue lies. The embedded store and those for several nodes pass the same contract tests
/// (<c>SpoolStoreContract</c>).
/// </summary>
public interface ISpoolStore : IQueueDesk, IAsyncDisposable
{
    /// <summary>The highest id that was ever committed, as of when the store was opened: new ids go on from there.</summary>
    QueueId HighestId { get; }

    /// <summary>
    /// Octets that can still be written where the queue lies; <see cref="long.MaxValue"/> where it is not known.
    /// </summary>
    /// <exception cref="IOException">The disk cannot be asked.</exception>
    long FreeSpace { get; }

    /// <summary>See <see cref="ISpool.Problem"/>.</summary>
    string? Problem { get; }

    /// <summary>The disk is short of room: gives back what is kept for later. Returns at once.</summary>
    void MakeRoom();

    /// <summary>See <see cref="ISpoolIntake.CreateContent"/>.</summary>
    IContentWriter CreateContent();

    /// <summary>See <see cref="ISpoolIntake.CommitAsync"/>.</summary>
    Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken);

    /// <summary>Entries that are due at <paramref name="now"/>; none: an empty list at once.</summary>
    Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// When the next entry is due that is neither leased nor held nor beyond the request's bounds; null: none.
    /// </summary>
    Task<DateTimeOffset?> NextDueAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISpool.CompleteAsync"/>. A lease that ran out is refused, and nothing is written.</summary>
    /// <exception cref="LeaseLostException">It ran out.</exception>
    /// <exception cref="IOException">The disk did not take it; the lease is in force as before, so try again.</exception>
    Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISpool.ReleaseAsync"/>.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back when something became due: a commit, an action, on another node too. May call too often, never too seldom.
    /// </summary>
    event Action? WorkArrived;
}
