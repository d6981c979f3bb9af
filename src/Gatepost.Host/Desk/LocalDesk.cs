using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>The desk inside the process that has the data folder.</summary>
internal sealed class LocalDesk(IQueueDesk queue, ILedgerStore ledger, IConfigSource config, TimeProvider clock) : IDesk
{
    private readonly Reporter _reporter = new(ledger, config, clock);

    public async Task<IReadOnlyList<QueueRow>> ListAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return [.. (await queue.ListAsync(filter, cancellationToken)).Select(message => QueueRow.Of(message, now))];
    }

    public Task<int> ApplyAsync(QueueOrder order, CancellationToken cancellationToken) => order switch
    {
        { Action: QueueAction.Release, Waiver: { } waiver } => queue.WaiveAsync(order.Filter, waiver, cancellationToken),
        { Action: QueueAction.Drop } =>
            queue.DropAsync(order.Filter, dropped => RecordAsync(dropped, order.Word), cancellationToken),
        _ => queue.ApplyAsync(order.Filter, order.Action, cancellationToken),
    };

    // What was dropped is gone, whatever becomes of the caller: so it is written down without a token.
    private Task RecordAsync(IReadOnlyList<QueuedMessage> dropped, string? word)
    {
        var now = clock.GetUtcNow();
        return ledger.RecordAsync([.. dropped.Select(message => DropRow.Of(message, word, now))], CancellationToken.None);
    }

    public async Task<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        [.. (await ledger.QueryAsync(query, cancellationToken)).Select(LedgerRow.Of)];

    public Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken) =>
        _reporter.ReportAsync(query, cancellationToken);

    public Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken) =>
        _reporter.RehearseAsync(query, cancellationToken);

    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        ledger.SummarizeAsync(query, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
