using System.Buffers;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Micro;

/// <summary>What is on disk before a 250: by one session alone, and by many at once, who share the syncs. On the disk of /var/tmp.</summary>
public class CommitBenchmarks
{
    private readonly byte[] _octets = new byte[10 * 1024];
    private readonly string _folder = Directory.CreateDirectory($"/var/tmp/gatepost-micro-{Environment.ProcessId}").FullName;
    private SqliteSpoolStore _spool = null!;
    private SqliteLedgerStore _ledger = null!;
    private long _number;

    [Params(1, 20)]
    public int AtOnce { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var metrics = new SpoolMetrics(new NoMeters());
        _spool = SqliteSpoolStore.Open(new Config(_folder), TimeProvider.System, NullLogger<SqliteSpoolStore>.Instance, metrics);
        _ledger = SqliteLedgerStore.Open(_folder, TimeProvider.System, NullLogger<SqliteLedgerStore>.Instance, metrics);
    }

    [GlobalCleanup]
    public void Close()
    {
        _spool.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "messages of 10 KiB: committed, leased, completed")]
    public Task Messages() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => MessageAsync()));

    [Benchmark(Description = "rows of the ledger")]
    public Task Rows() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => _ledger.RecordAsync([Row()], CancellationToken.None)));

    private async Task MessageAsync()
    {
        await using var writer = _spool.CreateContent();
        writer.Write(_octets);
        var message = Message(new QueueId(Interlocked.Increment(ref _number) << 10), await writer.FinishAsync(CancellationToken.None));
        await _spool.CommitAsync([message], CancellationToken.None);
        var now = DateTimeOffset.UtcNow;
        var leases = await _spool.LeaseDueAsync(
            new LeaseRequest("micro", now.AddHours(1), 1, new HashSet<string>()), now, CancellationToken.None);
        foreach (var lease in leases) await _spool.CompleteAsync(lease, new Completion { Remaining = [] }, CancellationToken.None);
    }

    private static QueuedMessage Message(QueueId id, MessageContent content) => new()
    {
        Id = id,
        Envelope = new Envelope { ReversePath = null, Recipients = [new Recipient(new Mailbox("bob", "lighthouse.test"))] },
        Destination = "lighthouse.test",
        Content = content,
        PrefixHeaders = new byte[250],
        Direction = MailDirection.Out,
        Origin = new MessageOrigin("mx", System.Net.IPAddress.Loopback, "harbour.test", null, TlsFacts.Clear("not asked for")),
        ArrivedAt = DateTimeOffset.UtcNow.AddSeconds(-1),
        NextAttemptAt = DateTimeOffset.UtcNow.AddSeconds(-1),
    };

    private LedgerEntry Row() => new()
    {
        At = DateTimeOffset.UtcNow,
        Kind = LedgerKind.Accepted,
        Direction = MailDirection.Out,
        QueueId = new QueueId(Interlocked.Increment(ref _number) << 10),
        SenderDomain = "harbour.test",
        RecipientDomain = "lighthouse.test",
        Recipients = 1,
        Size = 10 * 1024,
        Peer = "harbour.test[192.0.2.1]",
        Wanted = TlsLevel.May,
        Tls = TlsFacts.Clear("not asked for"),
        Why = "listener mx",
        Outcome = LedgerOutcome.Accepted,
        Reply = "",
    };

    private sealed class Config(string folder) : IConfigSource
    {
        public GatepostConfig Current { get; } = new() { Hostname = "gate.test", DataDirectory = folder };

        public IDisposable OnChange(Action<GatepostConfig> changed) => Stream.Null;
    }

    private sealed class NoMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
