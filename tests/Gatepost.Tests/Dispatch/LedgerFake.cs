using Gatepost.Ledger;

namespace Gatepost.Tests.Dispatch;

/// <summary>A ledger that may refuse, and writes into the journal of the queue when it does not.</summary>
internal sealed class LedgerFake(QueueFake queue) : ILedger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _rows = [];

    public IReadOnlyList<LedgerEntry> Rows
    {
        get { lock (_gate) return [.. _rows]; }
    }

    /// <summary>How many of the next writes fail.</summary>
    public int Faults { get; set; }

    /// <summary>Writes that were tried.</summary>
    public int Writes { get; private set; }

    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        bool fails;
        lock (_gate)
        {
            Writes++;
            fails = Faults-- > 0;
            if (!fails) _rows.AddRange(entries);
        }

        queue.Note(fails ? null : $"ledger {entries[0].QueueId}");
        return fails ? Task.FromException(new IOException("disk full")) : Task.CompletedTask;
    }
}
