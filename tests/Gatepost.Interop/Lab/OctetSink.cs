using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Interop.Lab;

/// <summary>A server that takes messages of any size, counts their octets and keeps none.</summary>
internal sealed class OctetSink : IAsyncDisposable
{
    private readonly Acceptor _acceptor;
    private long _octets;
    private int _messages;

    public OctetSink(string address, int port) => _acceptor = new(address, port, ConverseAsync);

    public int Messages => _messages;

    public long Octets => Interlocked.Read(ref _octets);

    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();

    private async Task ConverseAsync(NetworkStream stream, CancellationToken end)
    {
        var reader = PipeReader.Create(stream);
        await SayAsync(stream, "220 sink.test ESMTP", end);
        while (await LineAsync(reader, end) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            await SayAsync(stream, verb switch
            {
                "EHLO" => "250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME",
                "DATA" => "354 go",
                "QUIT" => "221 bye",
                _ => "250 2.1.0 ok",
            }, end);
            if (verb is not "DATA") continue;
            await TakeAsync(reader, end);
            await SayAsync(stream, "250 2.0.0 taken", end);
        }
    }

    private static ValueTask SayAsync(NetworkStream stream, string text, CancellationToken end) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), end);

    private static async Task<string?> LineAsync(PipeReader reader, CancellationToken end)
    {
        while (true)
        {
            var result = await reader.ReadAsync(end);
            if (result.Buffer.PositionOf((byte)'\n') is { } lineEnd)
            {
                var line = Encoding.ASCII.GetString(result.Buffer.Slice(0, lineEnd)).TrimEnd('\r');
                reader.AdvanceTo(result.Buffer.GetPosition(1, lineEnd));
                return line;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) return null;
        }
    }

    private async Task TakeAsync(PipeReader reader, CancellationToken end)
    {
        var (content, nowhere) = (new ContentReader(long.MaxValue, int.MaxValue), new ArrayBufferWriter<byte>(64 * 1024));
        while (true)
        {
            var result = await reader.ReadAsync(end);
            var taken = 0L;
            var progress = ContentProgress.NeedMore;
            foreach (var piece in result.Buffer)
            {
                progress = content.Read(piece.Span, nowhere, out var consumed);
                nowhere.ResetWrittenCount();
                taken += consumed;
                if (progress is not ContentProgress.NeedMore) break;
            }

            reader.AdvanceTo(result.Buffer.GetPosition(taken));
            if (progress is ContentProgress.EndOfData) break;
            if (result.IsCompleted) throw new IOException("closed in the middle of a message");
        }

        Interlocked.Add(ref _octets, content.Length);
        Interlocked.Increment(ref _messages);
    }
}
