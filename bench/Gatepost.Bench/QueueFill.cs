using System.Diagnostics;
using System.Net;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Bench;

/// <summary>
/// Fills a queue with messages that were deferred, through the store that the program uses: <c>--queue FOLDER --messages N
/// [--domains M] [--due SECONDS]</c>. What a server does with it is then measured with the program itself (docs/performance.md).
/// </summary>
internal static class QueueFill
{
    private const int AtOnce = 500, Kibibytes = 2;

    /// <param name="folder">The data folder.</param>
    /// <param name="messages">How many.</param>
    /// <param name="domains">To so many domains in turn: <c>d0.dead.test</c> and so on.</param>
    /// <param name="due">When they are due, all at once, from now on.</param>
    public static async Task RunAsync(string folder, long messages, long domains, TimeSpan due)
    {
        Directory.CreateDirectory(folder);
        using var meters = new NoMeters();
        var now = DateTimeOffset.UtcNow;
        var config = new Fixed(new GatepostConfig { Hostname = "relay.test", DataDirectory = folder });
        await using var store = SqliteSpoolStore.Open(
            config, TimeProvider.System, NullLogger<SqliteSpoolStore>.Instance, new SpoolMetrics(meters));
        var octets = Encoding.ASCII.GetBytes("Subject: it waits\r\n\r\n" + string.Concat(
            Enumerable.Repeat("A line of some sixty-four characters that says nothing at all.\r\n", Kibibytes * 16)));
        // Some hours ago, so that nothing is too old, and new ids come after them.
        var id = QueueId.FirstAt(now.AddHours(-3));
        var watch = Stopwatch.StartNew();
        var waiting = new List<Task>(AtOnce);
        for (var i = 0L; i < messages; i++)
        {
            waiting.Add(CommitAsync(id, $"d{i % domains}.dead.test"));
            id = id.NextMessage();
            if (waiting.Count < AtOnce && i + 1 < messages) continue;
            await Task.WhenAll(waiting);
            waiting.Clear();
            if ((i + 1) % 100_000 == 0) Console.Error.WriteLine($"{i + 1,12:N0} messages, {i / watch.Elapsed.TotalSeconds,8:N0}/s");
        }

        Console.WriteLine($"{messages:N0} messages to {domains:N0} domains: {watch.Elapsed.TotalSeconds:N1} s");

        async Task CommitAsync(QueueId number, string domain)
        {
            await using var content = store.CreateContent();
            octets.CopyTo(content.GetMemory(octets.Length));
            content.Advance(octets.Length);
            await store.CommitAsync([Message(number, domain, await content.FinishAsync(CancellationToken.None))], default);
        }

        QueuedMessage Message(QueueId number, string domain, MessageContent content) => new()
        {
            Id = number,
            Envelope = new() { ReversePath = new("sender", "harbour.test"), Recipients = [new(new("box", domain))] },
            Destination = domain,
            Content = content,
            PrefixHeaders = "Received: from mail.harbour.test (mail.harbour.test [10.0.0.5]) by relay.test\r\n"u8.ToArray(),
            Direction = MailDirection.Out,
            Origin = new("relay", IPAddress.Loopback, "mail.harbour.test", null, TlsFacts.Clear()),
            ArrivedAt = now.AddHours(-3),
            Attempts = 4,
            NextAttemptAt = now + due,
            LastReason = "mx.dead.test[192.0.2.1]:25: 451 4.4.1 no answer: connection timed out",
        };
    }

    private sealed class Fixed(GatepostConfig config) : IConfigSource, IDisposable
    {
        public GatepostConfig Current => config;

        public IDisposable OnChange(Action<GatepostConfig> changed) => this;

        public void Dispose() { }
    }
}
