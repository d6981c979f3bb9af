using Gatepost.Host.Desk;
using Gatepost.Ledger;
using Gatepost.Spool;

namespace Gatepost.Tests.Host;

/// <summary>A desk with rows made up; remembers what it was asked.</summary>
internal sealed class FakeDesk : IDesk
{
    public IReadOnlyList<QueueRow> Queue { get; init; } = [];

    public IReadOnlyList<LedgerRow> Ledger { get; init; } = [];

    /// <summary>Entries under way, to which nothing is done.</summary>
    public int UnderWay { get; init; }

    public List<QueueOrder> Orders { get; } = [];

    public QueueFilter? Filter { get; private set; }

    public LedgerQuery? Query { get; private set; }

    public DeskDoor Door => (_, _) => Task.FromResult<IDesk>(this);

    public Task<IReadOnlyList<QueueRow>> ListAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        Filter = filter;
        return Task.FromResult(Queue);
    }

    public Task<int> ApplyAsync(QueueOrder order, CancellationToken cancellationToken)
    {
        Orders.Add(order);
        return Task.FromResult(Queue.Count - UnderWay);
    }

    public Task<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return Task.FromResult(Ledger);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
