using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>A client that says what it is told over STARTTLS, and waits for each reply.</summary>
internal sealed class TlsClient : IAsyncDisposable
{
    private readonly byte[] _octets = new byte[4096];
    private Stream _stream;

    private TlsClient(Stream stream) => _stream = stream;

    /// <summary>Connects, and goes on until MAIL may be said.</summary>
    /// <exception cref="IOException">The server refused, or closed.</exception>
    public static async Task<TlsClient> ConnectAsync(Gateway gateway, int port, IPAddress from, CancellationToken end)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new TlsClient(new NetworkStream(await ConnectAsync(socket, gateway, port, from, end), ownsSocket: true));
        try
        {
            await client.ReplyAsync("", end);
            await client.AskAsync("EHLO client.test", end);
            await client.AskAsync("STARTTLS", end);
            var tls = new SslStream(client._stream);
            client._stream = tls;
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = Gateway.Name,
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            }, end);
            await client.AskAsync("EHLO client.test", end);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="IOException">The reply is none of those that go on, or the server closed.</exception>
    public async Task AskAsync(string text, CancellationToken end)
    {
        await SendAsync(Encoding.Latin1.GetBytes(text + "\r\n"), end);
        await ReplyAsync(text, end);
    }

    /// <summary>MAIL, RCPT, DATA.</summary>
    /// <exception cref="IOException">One of them is refused.</exception>
    public async Task BeginAsync(string recipient, CancellationToken end)
    {
        await AskAsync("MAIL FROM:<alice@client.test>", end);
        await AskAsync($"RCPT TO:<{recipient}>", end);
        await AskAsync("DATA", end);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets, CancellationToken end) => _stream.WriteAsync(octets, end);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Socket> ConnectAsync(Socket socket, Gateway gateway, int port, IPAddress from, CancellationToken end)
    {
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(gateway.Address, port, end);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReplyAsync(string text, CancellationToken end)
    {
        var reply = "";
        while (!IsWhole(reply))
        {
            var count = await _stream.ReadAsync(_octets, end);
            if (count == 0) throw new IOException($"closed after '{Shown(text)}' and '{reply}'");
            reply += Encoding.Latin1.GetString(_octets, 0, count);
        }

        if (reply[0] is not ('2' or '3')) throw new IOException($"'{reply.Trim()}' to '{Shown(text)}'");
    }

    private static string Shown(string text) => text[..Math.Min(text.Length, 60)];

    private static bool IsWhole(string reply)
    {
        if (!reply.EndsWith("\r\n", StringComparison.Ordinal)) return false;
        var last = reply.LastIndexOf('\n', reply.Length - 2) + 1;
        return reply.Length > last + 3 && reply[last + 3] is ' ';
    }
}
