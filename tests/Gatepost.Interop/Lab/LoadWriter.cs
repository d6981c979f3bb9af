using System.Net.Sockets;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>Sends message after message over one connection until it is told to stop or the server goes away; each is reported at
/// the moment its 250 was read.</summary>
internal sealed class LoadWriter(string address, int port, Action<string> acknowledged)
{
    /// <summary>How the ids of messages begin that are too large for the database and go into files of their own.</summary>
    public const string Big = "big";

    /// <summary>How the ids of messages begin that are as short as can be.</summary>
    public const string Short = "short";

    /// <summary>How the ids of messages begin that are as large as the database just takes.</summary>
    public const string Wide = "wide";

    /// <summary>After how many it takes leave.</summary>
    public int Messages { get; init; } = int.MaxValue;

    public string Recipient { get; init; } = "box@inside.test";

    /// <summary>Is told what was said instead of a 250.</summary>
    public Action<string> Refused { get; init; } = static _ => { };

    public static string ContentOf(string id)
    {
        var lines = id switch
        {
            _ when id.StartsWith(Big, StringComparison.Ordinal) => 12_000,
            _ when id.StartsWith(Wide, StringComparison.Ordinal) => 4_000,
            _ when id.StartsWith(Short, StringComparison.Ordinal) => 1,
            _ => 60,
        };
        return $"Subject: {id}\r\n\r\n{string.Concat(Enumerable.Repeat($"{id} the same line, over and over\r\n", lines))}";
    }

    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address, port, cancellationToken);
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await ReplyAsync(reader, cancellationToken);
            await SayAsync(stream, reader, "EHLO load.test\r\n", cancellationToken);
            for (var n = 0; n < Messages && !cancellationToken.IsCancellationRequested; n++)
            {
                var id = $"{name}m{n}";
                var begun = await SayAsync(stream, reader, "MAIL FROM:<load@inside.test>\r\n", cancellationToken);
                if (!begun.StartsWith("250", StringComparison.Ordinal))
                {
                    Refused(begun);
                    await Task.Delay(20, cancellationToken);
                    continue;
                }

                await SayAsync(stream, reader, $"RCPT TO:<{Recipient}>\r\n", cancellationToken);
                await SayAsync(stream, reader, "DATA\r\n", cancellationToken);
                var reply = await SayAsync(stream, reader, $"{ContentOf(id)}.\r\n", cancellationToken);
                if (reply.StartsWith("250", StringComparison.Ordinal)) acknowledged(id);
                else Refused(reply);
            }

            if (!cancellationToken.IsCancellationRequested) await SayAsync(stream, reader, "QUIT\r\n", cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The server was killed, which is what this is about.
        }
    }

    private static async Task<string> SayAsync(
        NetworkStream stream, StreamReader reader, string text, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        return await ReplyAsync(reader, cancellationToken);
    }

    private static async Task<string> ReplyAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("closed");
            if (line.Length < 4 || line[3] != '-') return line;
        }
    }
}
