using System.Net;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Ledger;
using Gatepost.Spool;
using Gatepost.TlsPolicy.Sts;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

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

    /// <summary>Whether a client gets no answer at a listener any more.</summary>
    public required Func<ListenerConfig, IPAddress, bool> TurnsAway { get; init; }

    /// <summary>Carries the mail, from its start to its stop.</summary>
    public required BackgroundService Carrier { get; init; }

    /// <summary>Answers for the DNS.</summary>
    public required IResolver Resolver { get; init; }

    /// <summary>Looks whether the clock jumps.</summary>
    public required ClockWatch Clock { get; init; }

    /// <summary>Looks after the policies of MTA-STS that are kept.</summary>
    public required StsRefresher Refresher { get; init; }

    /// <summary>Tries the partners every night, until its stop.</summary>
    public required Func<CancellationToken, Task> WatchPartners { get; init; }

    /// <summary>What must be closed at the end, in this order.</summary>
    public required IReadOnlyList<object> Closing { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in Closing)
        {
            if (room is IAsyncDisposable waiting) await waiting.DisposeAsync();
            else ((IDisposable)room).Dispose();
        }
    }
}
