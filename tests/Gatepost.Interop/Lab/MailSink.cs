using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>
/// A server that takes everything and counts how often each message came, by its subject; a notice by the subject of what it is
/// about.
/// </summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly Acceptor _acceptor;
    private int _open;

    public MailSink(string address, int port) => _acceptor = new(address, port, ServeAsync);

    /// <summary>Is told of each message before its 250 is said.</summary>
    public Action<string> Arrived { get; init; } = static _ => { };

    /// <summary>Refuses every recipient for good.</summary>
    public bool Refuses { get; init; }

    public ConcurrentDictionary<string, int> Counts { get; } = new();

    /// <summary>Messages whose octets are not those that were sent.</summary>
    public ConcurrentBag<string> Damaged { get; } = [];

    /// <summary>The most connections that were open at once.</summary>
    public int MostAtOnce { get; private set; }

    public bool Has(string id) => Counts.ContainsKey(id);

    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _open));
        try
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await ConverseAsync(
                () => reader.ReadLineAsync(end).AsTask(), text => stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), end).AsTask());
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ConverseAsync(Func<Task<string?>> read, Func<string, Task> say)
    {
        await say("220 sink.test ESMTP");
        while (await read() is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await say("250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME");
                    break;
                case "DATA":
                    await say("354 go");
                    await TakeAsync(read);
                    await say("250 2.0.0 taken");
                    break;
                case "RCPT" when Refuses:
                    await say("550 5.1.1 nobody of that name");
                    break;
                case "QUIT":
                    await say("221 bye");
                    return;
                default:
                    await say("250 2.1.0 ok");
                    break;
            }
        }
    }

    private async Task TakeAsync(Func<Task<string?>> read)
    {
        var content = new StringBuilder();
        var id = "";
        var isNotice = false;
        while (true)
        {
            var line = await read()
                ?? throw new IOException("The gateway was killed in the middle of a message.");
            if (line == ".") break;
            isNotice |= line.StartsWith("Content-Type: multipart/report", StringComparison.Ordinal);
            if ((id.Length == 0 || isNotice) && line.StartsWith("Subject: ", StringComparison.Ordinal)) id = line["Subject: ".Length..];
            if (id.Length > 0 && !isNotice) content.Append(line).Append("\r\n");
        }

        if (!isNotice && content.ToString() != LoadWriter.ContentOf(id))
            Damaged.Add($"{id}: {content.Length} octets instead of {LoadWriter.ContentOf(id).Length}");
        Arrived(id);
        Counts.AddOrUpdate(id, 1, static (_, n) => n + 1);
    }
}
