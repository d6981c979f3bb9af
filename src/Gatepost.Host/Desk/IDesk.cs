using Gatepost.Ledger;
using Gatepost.Reporting;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>Where an operator's verbs read and act: the running server, or the data folder while none runs.</summary>
internal interface IDesk : IAsyncDisposable
{
    Task<IReadOnlyList<QueueRow>> ListAsync(QueueFilter filter, CancellationToken cancellationToken);

    /// <summary>Ends with the number of entries that it was done to.</summary>
    Task<int> ApplyAsync(QueueOrder order, CancellationToken cancellationToken);

    Task<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken);

    Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken);

    Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken);

    /// <summary>Messages, counted.</summary>
    Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken);
}
