using System.Net;
using System.Net.Sockets;
using Gatepost.Host.Admin;
using Gatepost.Host.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gatepost.Host.Serving;

/// <summary>
/// The Kestrel server that holds all the doors of one gateway: SMTP listeners, health and metrics on loopback, and the desk on
/// a socket in the data folder. The framework's container serves the framework; our rooms are put together by
/// Composition in plain sight.
/// </summary>
internal sealed class WebHouse : IAsyncDisposable
{
    // What a connection may bring while nobody reads from it. A thousand of them must fit into a small machine.
    private const long MostUnread = 64 * 1024;

    private readonly WebApplication _app;
    private readonly List<(SmtpDoor Door, ListenOptions Options)> _doors = [];
    private ListenOptions? _admin;

    private WebHouse(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<BoundListener> Listeners =>
        [.. _doors.Select(door => new BoundListener(door.Door.Config, door.Options.IPEndPoint!))];

    public IPEndPoint? Admin => _admin?.IPEndPoint;

    /// <summary>Builds what the rooms need of the framework: logs, meters. Nothing listens yet.</summary>
    public static WebHouse Build(GatewaySurroundings surroundings, Uri? otlp)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gatepost" });
        // The gateway sets the deadline, by the configuration in force when it stops.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.AddRoutingCore();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(surroundings.Clock);
        builder.Services.AddSingleton(surroundings.Loggers);
        if (surroundings.Meters is { } meters) builder.Services.AddSingleton(meters);
        Metering.AddTo(builder.Services, otlp);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<PatientListeners>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(static all => all.GetRequiredService<PatientListeners>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBufferSize = MostUnread;
        });
        return new WebHouse(builder.Build());
    }

    /// <summary>Opens the doors.</summary>
    /// <exception cref="Trouble">An address cannot be listened on.</exception>
    public async Task OpenAsync(DoorPlan plan, AdminPages pages, CancellationToken cancellationToken)
    {
        pages.Map(_app);
        var listeners = Services.GetRequiredService<PatientListeners>();
        listeners.Most = plan.MostConnections;
        var sockets = Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value;
        sockets.CreateBoundListenSocket = new ListenSockets([.. plan.Doors.SelectMany(door => door.Config.Addresses)]).Create;
        var kestrel = Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        foreach (var door in plan.Doors)
        {
            foreach (var address in door.Config.Addresses)
            {
                listeners.TurnAway(address, door.TurnsAway);
                kestrel.Listen(address, options =>
                {
                    options.Run(connection => door.Receive(connection));
                    _doors.Add((door, options));
                });
            }
        }

        if (plan.Admin is { } admin) kestrel.Listen(admin, options => _admin = options);
        if (plan.DeskSocket is { } path) ListenForDesk(kestrel, path);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new Trouble(Explain(e), ExitCode.Unavailable);
        }
    }

    /// <summary>
    /// Takes no more connections, waits until those that are open have ended, and cuts off those that have not in time.
    /// </summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void ListenForDesk(KestrelServerOptions kestrel, string path)
    {
        File.Delete(path);
        kestrel.ListenUnixSocket(path, options => options.Use(next => connection =>
        {
            connection.Features.Set(DeskSocket.Mark);
            return next(connection);
        }));
    }

    private static string Explain(Exception e)
    {
        var socket = e as SocketException
            ?? e.InnerException as SocketException
            ?? e.InnerException?.InnerException as SocketException;
        // Kestrel takes every door for one of HTTP.
        const string KestrelSays = "Failed to bind to address http://";
        var why = e.Message.Replace(KestrelSays, "", StringComparison.Ordinal).TrimEnd('.');
        var what = e is SocketException ? $"cannot listen: {why}" : $"cannot listen on {why}";
        return socket?.SocketErrorCode switch
        {
            SocketError.AccessDenied =>
                $"{what}: ports below 1024 need CAP_NET_BIND_SERVICE (docs/running.md) or another port in listen",
            SocketError.AddressAlreadyInUse =>
                $"{what}: something else listens there (ss -ltnp shows what); stop it, or change listen",
            SocketError.AddressNotAvailable => $"{what}: no interface of this machine has that address; change listen",
            _ => what,
        };
    }
}
