using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.Storage.Sqlite;

/// <summary>Opens stores in a folder.</summary>
internal static class SqliteStores
{
    public const int InlineLimit = 64 * 1024;

    public static SpoolMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static FixedConfig Config(string folder) => new(new GatepostConfig
    {
        Hostname = "gate.test",
        DataDirectory = folder,
        Queue = new QueueConfig { InlineLimit = InlineLimit },
    });

    public static SqliteSpoolStore Spool(string folder, TimeProvider time) =>
        SqliteSpoolStore.Open(Config(folder), time, NullLogger<SqliteSpoolStore>.Instance, Metrics());

    public static SqliteLedgerStore Ledger(string folder) =>
        SqliteLedgerStore.Open(folder, TimeProvider.System, NullLogger<SqliteLedgerStore>.Instance, Metrics());
}
