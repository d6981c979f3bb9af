using Gatepost.Host.Desk;
using Gatepost.Ledger;
using Gatepost.Reporting;
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

    public Report? Report { get; init; }

    public Rehearsal? Rehearsal { get; init; }

    public ReportQuery? Reported { get; private set; }

    public RehearsalQuery? Rehearsed { get; private set; }

    public Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        Reported = query;
        return Task.FromResult(Report! with { Query = query });
    }

    public Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken)
    {
        Rehearsed = query;
        return Task.FromResult(Rehearsal! with { Query = query });
    }

    public IReadOnlyList<SummaryLine> Summary { get; init; } = [];

    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SummaryLine>>([.. Summary.Where(line => line.Domain == query.Domain
            && line.Day >= query.Since && line.Day < query.Until)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
