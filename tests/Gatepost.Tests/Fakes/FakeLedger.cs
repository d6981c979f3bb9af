using Gatepost.Ledger;

namespace Gatepost.Tests.Fakes;

/// <summary>A ledger in memory that can fail.</summary>
internal sealed class FakeLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _rows = [];

    public Exception? Fault { get; set; }

    public IReadOnlyList<LedgerEntry> Rows
    {
        get
        {
            lock (_lock) return [.. _rows];
        }
    }

    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (Fault is { } fault) return Task.FromException(fault);
        lock (_lock) _rows.AddRange(entries);
        return Task.CompletedTask;
    }
}
