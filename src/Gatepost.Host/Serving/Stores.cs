using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Serving;

/// <summary>What lies in a data folder: the queue, the ledger, and what is remembered of others.</summary>
internal sealed record Stores(SqliteSpoolStore Spool, SqliteLedgerStore Ledger, SqliteStateStore State) : IAsyncDisposable
{
    /// <exception cref="IOException">The folder cannot be had; the message names file and remedy.</exception>
    public static Stores Open(IConfigSource config, TimeProvider clock, ILoggerFactory loggers, IMeterFactory meters)
    {
        var folder = config.Current.DataDirectory;
        DataFolder.Prepare(folder);
        var metrics = new SpoolMetrics(meters);
        // Nothing is written by a store that is given up here, so there is nothing to wait for.
        var opened = new Stack<IAsyncDisposable>();
        try
        {
            var spool = SqliteSpoolStore.Open(config, clock, loggers.CreateLogger<SqliteSpoolStore>(), metrics);
            opened.Push(spool);
            var ledger = SqliteLedgerStore.Open(folder, clock, loggers.CreateLogger<SqliteLedgerStore>(), metrics);
            opened.Push(ledger);
            return new Stores(
                spool, ledger, SqliteStateStore.Open(folder, clock, loggers.CreateLogger<SqliteStateStore>(), metrics));
        }
        catch
        {
            while (opened.TryPop(out var store)) store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        await Ledger.DisposeAsync();
        await State.DisposeAsync();
    }
}
