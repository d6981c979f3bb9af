using System.Diagnostics.Metrics;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Host.Admin;
using Gatepost.Host.Desk;
using Gatepost.Ledger;
using Gatepost.Spool;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Serving;

/// <summary>
/// One running gateway: takes mail in, keeps it, carries it on. Several may live in one process, each with a data folder of its
/// own; only their metrics are told together.
/// </summary>
/// <remarks>
///   (1) Put the rooms together      Composition; the data folder is ours from here on
///   (2) Open the doors              SMTP listeners, health and metrics, the desk's socket
///   (3) Carry                       what was left over, then what comes
///   Stopping closes doors and ends attempts together, within <c>timeouts.shutdown</c>, then closes the rooms.
/// </remarks>
internal sealed partial class Gateway : IAsyncDisposable
{
    /// <summary>What attempts that are given up need to be written down.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly WebHouse _house;
    private readonly Rooms _rooms;
    private readonly IConfigSource _config;
    private readonly GatewaySurroundings _surroundings;
    private readonly ILogger<Gateway> _logger;
    private readonly CancellationTokenSource _noMoreRounds = new();
    private Task _housekeeping = Task.CompletedTask;
    private int _stopped;

    private Gateway(WebHouse house, Rooms rooms, IConfigSource config, GatewaySurroundings surroundings)
    {
        (_house, _rooms, _config, _surroundings) = (house, rooms, config, surroundings);
        _logger = surroundings.Loggers.CreateLogger<Gateway>();
    }

    /// <summary>Where it listens for SMTP, with the ports that the system chose.</summary>
    public IReadOnlyList<BoundListener> Listeners => _house.Listeners;

    /// <summary>Where health and metrics are served, or null.</summary>
    public IPEndPoint? Admin => _house.Admin;

    /// <summary>Its spool.</summary>
    public ISpool Spool => _rooms.Spool;

    /// <summary>Its queue, for operators.</summary>
    public IQueueDesk Queue => _rooms.Queue;

    /// <summary>Its ledger.</summary>
    public ILedgerStore Ledger => _rooms.Ledger;

    /// <summary>Ends when mail is carried no longer: after <see cref="StopAsync"/>, or by a fault of our own.</summary>
    public Task Carrying => _rooms.Carrier.ExecuteTask ?? Task.CompletedTask;

    /// <summary>Starts a gateway; ends when it listens.</summary>
    /// <exception cref="CommandLine.Trouble">One of its addresses cannot be had; the message names it and the remedy.</exception>
    /// <exception cref="IOException">Its data folder cannot be had; the message names the file and the remedy.</exception>
    public static async Task<Gateway> StartAsync(
        IConfigSource config, GatewaySurroundings surroundings, CancellationToken cancellationToken)
    {
        if (surroundings.Descriptors is { } descriptors) config = new BoundedConfig(config, descriptors);
        var snapshot = config.Current;
        var house = WebHouse.Build(surroundings, snapshot.Admin.OtlpEndpoint);
        Rooms? rooms = null;
        try
        {
            var meters = house.Services.GetRequiredService<IMeterFactory>();
            rooms = new Composition(config, meters, surroundings).Build();                           // (1)
            var gateway = new Gateway(house, rooms, config, surroundings);
            await gateway.OpenAsync(snapshot, meters, cancellationToken);
            return gateway;
        }
        catch
        {
            await house.DisposeAsync();
            if (rooms is not null) await rooms.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops: no new connections, no new attempts; sessions end or get 421, attempts end or are given up after
    /// <c>timeouts.shutdown</c>, and what they did is written down.
    /// </summary>
    /// <param name="cancellationToken">Cuts the waiting short.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        var patience = _config.Current.Timeouts.Shutdown;
        LogStopping(patience.TotalSeconds);
        await _noMoreRounds.CancelAsync();
        await Task.WhenAll(
            CloseDoorsAsync(patience, cancellationToken),
            EndAttemptsAsync(patience + LastWords, cancellationToken),
            _housekeeping);
        await _house.DisposeAsync();
        await _rooms.DisposeAsync();
        LogStopped();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _noMoreRounds.Dispose();
    }

    private async Task OpenAsync(GatepostConfig snapshot, IMeterFactory meters, CancellationToken cancellationToken)
    {
        var clock = _surroundings.Clock;
        var sight = new QueueSight(meters, clock);
        sight.Show(await _rooms.Queue.SummarizeAsync(cancellationToken));
        var sources = new HealthSources(_config, _surroundings.ConfigErrors, _rooms.Certificates, _rooms.Spool, _rooms.Resolver);
        var pages = new AdminPages(
            new Health(sources, sight, clock), new LocalDesk(_rooms.Queue, _rooms.Ledger, _config, clock),
            _surroundings.Loggers.CreateLogger<AdminPages>());
        var plan = new DoorPlan(
            [.. snapshot.Listeners.Select(listener => new SmtpDoor(listener, _rooms.Receiver(listener))
            {
                TurnsAway = client => _rooms.TurnsAway(listener, client),
            })],
            snapshot.Admin.Listen, DeskSocketOf(snapshot))
        {
            MostConnections = _surroundings.Descriptors is { } limit
                ? DescriptorLimit.Connections(limit, snapshot.Outbound.Concurrency)
                : int.MaxValue,
        };
        await _house.OpenAsync(plan, pages, cancellationToken);                                      // (2)
        await _rooms.Carrier.StartAsync(cancellationToken);                                          // (3)
        var housekeeper = new Housekeeper(
            _config, new HousekeeperRounds(_rooms.Queue, _rooms.Ledger, sight, _rooms.Clock), clock,
            _surroundings.Loggers.CreateLogger<Housekeeper>());
        var rounds = _noMoreRounds.Token;
        _housekeeping = Task.WhenAll(
            housekeeper.RunAsync(rounds), _rooms.Refresher.RunAsync(rounds), _rooms.WatchPartners(rounds),
            (_rooms.Resolver as StubResolver)?.WatchAsync(rounds) ?? Task.CompletedTask);
        foreach (var listener in Listeners) LogListening(listener.Config.Name, listener.EndPoint);
        if (Admin is { } admin) LogAdmin(admin);
        TellDescriptors(snapshot);
        LogStarted(snapshot.Hostname, snapshot.DataDirectory, sight.Latest.Entries);
    }

    private void TellDescriptors(GatepostConfig bounded)
    {
        var whole = (_config as BoundedConfig)?.Whole ?? bounded;
        var (sessions, attempts) = (bounded.Limits.Sessions, bounded.Outbound.Concurrency);
        if (_surroundings.Descriptors is not { } limit || sessions >= whole.Limits.Sessions) return;
        var needed = DescriptorLimit.NeededBy(whole.Limits.Sessions, whole.Outbound.Concurrency);
        LogFewDescriptors(limit, needed, $"{sessions} sessions and {attempts} attempts");
    }

    private async Task CloseDoorsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _surroundings.Clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await _house.CloseAsync(deadline.Token);
    }

    private async Task EndAttemptsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _surroundings.Clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await _rooms.Carrier.StopAsync(deadline.Token);
    }

    /// <summary>The path of a Unix socket has an end after some hundred octets (unix(7)).</summary>
    private string? DeskSocketOf(GatepostConfig snapshot)
    {
        const int LongestPath = 107;
        var path = DataFolder.SocketIn(snapshot.DataDirectory);
        if (System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath) return path;
        LogNoDeskSocket(path, LongestPath);
        return null;
    }

    [LoggerMessage(HostEvents.Listening, LogLevel.Information, "listener {Listener} listens on {EndPoint}")]
    private partial void LogListening(string listener, IPEndPoint endPoint);

    [LoggerMessage(HostEvents.AdminListening, LogLevel.Information, "health and metrics are served on http://{EndPoint}/")]
    private partial void LogAdmin(IPEndPoint endPoint);

    [LoggerMessage(HostEvents.FewDescriptors, LogLevel.Warning,
        "this process may have {Limit} files open, and limits.sessions and outbound.concurrency may need {Needed}: {Served} are "
        + "served at once. Raise LimitNOFILE in the unit (ulimit -n), or lower the two")]
    private partial void LogFewDescriptors(int limit, int needed, string served);

    [LoggerMessage(HostEvents.Started, LogLevel.Information,
        "{Hostname} is up, data in {DataDirectory}, {Entries} entries in the queue")]
    private partial void LogStarted(string hostname, string dataDirectory, int entries);

    [LoggerMessage(HostEvents.Stopping, LogLevel.Information, "stopping: sessions and attempts have {Seconds} seconds to end")]
    private partial void LogStopping(double seconds);

    [LoggerMessage(HostEvents.Stopped, LogLevel.Information, "stopped")]
    private partial void LogStopped();

    [LoggerMessage(HostEvents.NoDeskSocket, LogLevel.Warning,
        "the path {Path} is longer than the {Longest} octets that a socket may have: 'gatepost queue' cannot reach this server")]
    private partial void LogNoDeskSocket(string path, int longest);
}
