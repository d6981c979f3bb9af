using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Interop.Lab;

/// <summary>A server that takes messages of any size, counts their octets and keeps none.</summary>
internal sealed class OctetSink : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private long _octets;
    private int _messages;

    public OctetSink(string address, int port)
    {
        _listener = new TcpListener(IPAddress.Parse(address), port);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Messages => _messages;

    public long Octets => Interlocked.Read(ref _octets);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                await ConverseAsync(PipeReader.Create(stream), stream);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The gateway has gone.
        }
    }

    private async Task ConverseAsync(PipeReader reader, NetworkStream stream)
    {
        await SayAsync(stream, "220 sink.test ESMTP");
        while (await LineAsync(reader) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            await SayAsync(stream, verb switch
            {
                "EHLO" => "250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME",
                "DATA" => "354 go",
                "QUIT" => "221 bye",
                _ => "250 2.1.0 ok",
            });
            if (verb is not "DATA") continue;
            await TakeAsync(reader);
            await SayAsync(stream, "250 2.0.0 taken");
        }
    }

    private ValueTask SayAsync(NetworkStream stream, string text) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _end.Token);

    private async Task<string?> LineAsync(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync(_end.Token);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) return null;
        }
    }

    private async Task TakeAsync(PipeReader reader)
    {
        var (content, nowhere) = (new ContentReader(long.MaxValue, int.MaxValue), new ArrayBufferWriter<byte>(64 * 1024));
        while (true)
        {
            var result = await reader.ReadAsync(_end.Token);
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
