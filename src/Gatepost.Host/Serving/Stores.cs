using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Serving;

/// <summary>What lies in a data folder: the queue and the ledger.</summary>
internal sealed record Stores(SqliteSpoolStore Spool, SqliteLedgerStore Ledger) : IAsyncDisposable
{
    /// <exception cref="IOException">The folder cannot be had; the message names file and remedy.</exception>
    public static Stores Open(IConfigSource config, TimeProvider clock, ILoggerFactory loggers, IMeterFactory meters)
    {
        var folder = config.Current.DataDirectory;
        DataFolder.Prepare(folder);
        var metrics = new SpoolMetrics(meters);
        var spool = SqliteSpoolStore.Open(config, clock, loggers.CreateLogger<SqliteSpoolStore>(), metrics);
        try
        {
            return new Stores(spool, SqliteLedgerStore.Open(folder, clock, loggers.CreateLogger<SqliteLedgerStore>(), metrics));
        }
        catch
        {
            // Nothing was written by it yet, so there is nothing to wait for.
            spool.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        await Ledger.DisposeAsync();
    }
}
