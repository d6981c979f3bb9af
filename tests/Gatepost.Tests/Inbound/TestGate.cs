using System.Net;
using Gatepost.Configuration;
using Gatepost.Inbound;
using Gatepost.Tests.Fakes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

/// <summary>The Inbound room with fakes for all others, and connections in memory.</summary>
internal sealed class TestGate : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sessions = [];
    private readonly List<PipePair> _pairs = [];
    private readonly Lazy<InboundListeners> _listeners;

    public TestGate() => _listeners = new(() => new(new()
    {
        Config = new FixedConfig(Config),
        Certificates = Certificates,
        Spool = Spool,
        Ledger = Ledger,
        Users = new FakeUsers(),
        Recipients = Recipients,
        Time = Time,
        Meters = Meters,
        Loggers = Log,
    }));

    public static ListenerConfig Mx { get; } =
        new() { Name = "mx", Role = ListenerRole.Mx, Addresses = [new(IPAddress.Loopback, 25)] };

    public static ListenerConfig Submission { get; } = Mx with { Name = "submission", Role = ListenerRole.Submission };

    public static ListenerConfig Submissions { get; } = Mx with { Name = "submissions", Role = ListenerRole.Submissions };

    public static ListenerConfig Relay { get; } = Mx with { Name = "relay", Role = ListenerRole.Relay };

    public GatepostConfig Config { get; set; } = new()
    {
        Hostname = "gate.example",
        DataDirectory = "/nowhere",
        Domains =
        [
            new() { Name = "ours.example", NextHop = new("store.example", 25) },
            new() { Name = "also.example", NextHop = new("store.example", 25) },
            new() { Name = "apart.example", NextHop = new("other.example", 25) },
            new() { Name = "asked.example", NextHop = new("store.example", 25), VerifyRecipients = true },
        ],
    };

    public FakeSpool Spool { get; } = new();

    public FakeLedger Ledger { get; } = new();

    public FakeCertificates Certificates { get; } = new();

    public FakeMeters Meters { get; } = new();

    public FakeRecipients Recipients { get; } = new();

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 23, 22, 11, 0, TimeSpan.Zero));

    public LogLines Log { get; } = new();

    public InboundListeners Listeners => _listeners.Value;

    /// <summary>A client's connection; the session runs.</summary>
    public TestClient Connect(ListenerConfig? listener = null, IPAddress? from = null)
    {
        var pair = new PipePair();
        var connection = new DefaultConnectionContext("1", pair.Server, pair.Server)
        {
            ConnectionClosed = pair.Closed,
            RemoteEndPoint = new IPEndPoint(from ?? IPAddress.Parse("192.0.2.1"), 4711),
        };
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(
            new Notification { ConnectionClosedRequested = _stop.Token });
        var session = ServeAsync(connection, listener ?? Mx);
        _pairs.Add(pair);
        _sessions.Add(session);
        return new(pair.Client, session);
    }

    // As Kestrel does it: when the receiver is done, the connection is closed.
    private async Task ServeAsync(ConnectionContext connection, ListenerConfig listener)
    {
        await Listeners.Receiver(listener)(connection);
        await connection.Transport.Output.CompleteAsync();
        await connection.Transport.Input.CompleteAsync();
    }

    /// <summary>The server stops, as Kestrel tells it.</summary>
    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sessions).WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var pair in _pairs) pair.Dispose();
        _stop.Dispose();
    }

    private sealed class Notification : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; }

        public void RequestClose() { }
    }
}
