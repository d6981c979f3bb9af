using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Serving;
using Gatepost.Ledger;
using Gatepost.Reporting;
using Gatepost.Spool;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Desk;

/// <summary>
/// The desk of a data folder that no server has: it is opened for one verb, and nothing else can have it meanwhile.
/// </summary>
internal sealed class FolderDesk : IDesk
{
    private readonly ServiceProvider _framework;
    private readonly Stores _stores;
    private readonly LocalDesk _desk;

    private FolderDesk(ServiceProvider framework, Stores stores, IConfigSource config, TimeProvider clock) =>
        (_framework, _stores, _desk) = (framework, stores, new LocalDesk(stores.Spool, stores.Ledger, config, clock));

    /// <summary>The running server's desk, else the folder's.</summary>
    /// <exception cref="Trouble">Neither can be had.</exception>
    public static async Task<IDesk> OpenAsync(string? configFile, TimeProvider clock, CancellationToken cancellationToken)
    {
        var config = ConfigLoading.Load(configFile);
        var socket = DataFolder.SocketIn(config.DataDirectory);
        if (await RemoteDesk.ConnectAsync(socket, cancellationToken) is { } running) return running;
        if (!Directory.Exists(config.DataDirectory))
        {
            throw new Trouble($"the data folder {config.DataDirectory} does not exist: no gatepost has run with it yet",
                ExitCode.Unavailable);
        }

        var framework = new ServiceCollection().AddMetrics().BuildServiceProvider();
        try
        {
            var source = new FixedConfig(config);
            var stores = Stores.Open(
                source, clock, NullLoggerFactory.Instance, framework.GetRequiredService<IMeterFactory>());
            return new FolderDesk(framework, stores, source, clock);
        }
        catch
        {
            await framework.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<QueueRow>> ListAsync(QueueFilter filter, CancellationToken cancellationToken) =>
        _desk.ListAsync(filter, cancellationToken);

    public Task<int> ApplyAsync(QueueOrder order, CancellationToken cancellationToken) =>
        _desk.ApplyAsync(order, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        _desk.QueryAsync(query, cancellationToken);

    public Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken) =>
        _desk.ReportAsync(query, cancellationToken);

    public Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken) =>
        _desk.RehearseAsync(query, cancellationToken);

    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        _desk.SummarizeAsync(query, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _framework.DisposeAsync();
    }
}
