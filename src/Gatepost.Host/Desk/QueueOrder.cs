using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>What an operator wants done, on its way to the running server.</summary>
internal sealed record QueueOrder(QueueFilter Filter, QueueAction Action)
{
    /// <summary>With a release: the entries may go without what their destinations are held to.</summary>
    public PolicyWaiver? Waiver { get; init; }

    /// <summary>With a drop: who, and why, for the ledger.</summary>
    public string? Word { get; init; }
}
