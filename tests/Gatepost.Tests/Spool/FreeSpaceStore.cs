using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Spool;

/// <summary>A store of which only the free space is asked.</summary>
internal sealed class FreeSpaceStore : ISpoolStore
{
    public event Action? WorkArrived
    {
        add => throw new NotSupportedException();
        remove => throw new NotSupportedException();
    }

    public long Free { get; set; }

    public IOException? DiskFault { get; set; }

    public long FreeSpace => DiskFault is null ? Free : throw DiskFault;

    public string? Problem { get; set; }

    public int Urged { get; private set; }

    public void MakeRoom() => Urged++;

    public QueueId HighestId => throw new NotSupportedException();

    public IContentWriter CreateContent() => throw new NotSupportedException();

    public Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Lease>> LeaseDueAsync(
        LeaseRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DateTimeOffset?> NextDueAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CompleteAsync(Lease lease, Completion completion, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<QueuedMessage>> ListAsync(QueueFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<QueueSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ApplyAsync(QueueFilter filter, QueueAction action, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> DropAsync(
        QueueFilter filter, Func<IReadOnlyList<QueuedMessage>, Task> record, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> WaiveAsync(QueueFilter filter, PolicyWaiver waiver, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
