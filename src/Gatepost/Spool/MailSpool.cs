using Gatepost.Configuration;
using Gatepost.Messages;
using Microsoft.Extensions.Logging;

namespace Gatepost.Spool;

/// <summary>
/// The spool as the conductors see it, on a store of any kind: it gives the ids, watches the disk, and waits for what is due.
/// </summary>
public sealed class MailSpool : ISpool, IDisposable
{
    /// <summary>The store is asked at least so often, whatever the clock and the timer do.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ISpoolStore _store;
    private readonly TimeProvider _time;
    private readonly QueueIdSource _ids;
    private readonly DiskRoom _room;
    private TaskCompletionSource _arrived = NewSignal();

    /// <summary>On a store that stays its owner's to dispose of.</summary>
    public MailSpool(ISpoolStore store, IConfigSource config, TimeProvider time, ILogger<MailSpool> logger)
    {
        (_store, _time) = (store, time);
        _ids = new QueueIdSource(store.HighestId, time);
        _room = new DiskRoom(store, config, time, logger);
        store.WorkArrived += Wake;
    }

    /// <inheritdoc />
    public string? Problem => _store.Problem;

    /// <inheritdoc />
    public bool HasRoomFor(long size) => _room.TryPromise(size);

    /// <inheritdoc />
    public QueueId NextId() => _ids.Next();

    /// <inheritdoc />
    public IContentWriter CreateContent() => _store.CreateContent();

    /// <inheritdoc />
    public Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken) =>
        _store.CommitAsync(parts, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Lease>> LeaseDueAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before the store is asked: what arrives in between is not missed.
            var arrived = Volatile.Read(ref _arrived).Task;
            var now = _time.GetUtcNow();
            var leases = await _store.LeaseDueAsync(request, now, cancellationToken);
            if (leases.Count > 0) return leases;

            cancellationToken.ThrowIfCancellationRequested();
            var due = await _store.NextDueAsync(request, cancellationToken);
            var wait = due is { } time && time - now < LongestWait ? time - now : LongestWait;
            if (wait <= TimeSpan.Zero) wait = TimeSpan.FromMilliseconds(1);
            await arrived.WaitAsync(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken) =>
        _store.CompleteAsync(lease, completion, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => _store.ReleaseAsync(lease, cancellationToken);

    /// <summary>Listens no longer.</summary>
    public void Dispose() => _store.WorkArrived -= Wake;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => Interlocked.Exchange(ref _arrived, NewSignal()).TrySetResult();
}
