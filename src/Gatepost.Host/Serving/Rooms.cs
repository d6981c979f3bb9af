using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Spool;
using Microsoft.AspNetCore.Connections;

namespace Gatepost.Host.Serving;

/// <summary>The rooms of one gateway, put together, as far as the program has to do with them.</summary>
internal sealed class Rooms : IAsyncDisposable
{
    public required ISpool Spool { get; init; }

    public required IQueueDesk Queue { get; init; }

    public required ILedgerStore Ledger { get; init; }

    public required ICertificateStore Certificates { get; init; }

    /// <summary>Who receives the connections of a listener.</summary>
    public required Func<ListenerConfig, ConnectionDelegate> Receiver { get; init; }

    /// <summary>
    /// Carries the mail: takes no new work after the first token is cancelled, gives up what is under way after the second, and
    /// ends when all is written down.
    /// </summary>
    public required Func<CancellationToken, CancellationToken, Task> CarryAsync { get; init; }

    /// <summary>What must be closed at the end, in this order.</summary>
    public required IReadOnlyList<IAsyncDisposable> Closing { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in Closing) await room.DisposeAsync();
    }
}
