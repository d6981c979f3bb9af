using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>The operator's hand in the queue: <c>gatepost queue</c>.</summary>
public interface IQueueDesk
{
    /// <summary>Entries that fit, in the queue's order.</summary>
    Task<IReadOnlyList<QueuedMessage>> ListAsync(QueueFilter filter, CancellationToken cancellationToken);

    /// <summary>Numbers and ages by state.</summary>
    Task<QueueSummary> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does <paramref name="action"/> to the entries that fit; ends with their number. Entries under way are not touched by
    /// Drop.
    /// </summary>
    Task<int> ApplyAsync(QueueFilter filter, QueueAction action, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the entries that fit, save those under way, piece by piece; ends with their number. What was removed is handed to
    /// <paramref name="record"/> before the next piece: all of it but what cannot be read.
    /// </summary>
    Task<int> DropAsync(
        QueueFilter filter, Func<IReadOnlyList<QueuedMessage>, Task> record, CancellationToken cancellationToken);

    /// <summary>
    /// Releases the entries that fit, and lets them go without the encryption that their destinations are held to; it holds until
    /// they are gone. Ends with their number.
    /// </summary>
    Task<int> WaiveAsync(QueueFilter filter, PolicyWaiver waiver, CancellationToken cancellationToken);
}
