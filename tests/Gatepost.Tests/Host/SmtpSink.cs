using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gatepost.Tests.Host;

/// <summary>A mail server of few words behind a gateway: STARTTLS, and takes everything.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SmtpSink(X509Certificate2 certificate, int port = 0)
    {
        _certificate = certificate;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What came: whether over TLS, and the content.</summary>
    public ConcurrentQueue<(bool OverTls, string Content)> Taken { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        await SayAsync(stream, "220 mail.harbour.test ESMTP");
        while (await ReadLineAsync(stream) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(stream, stream is SslStream ? "250-mail.harbour.test\r\n250 8BITMIME"
                        : "250-mail.harbour.test\r\n250 STARTTLS");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go on");
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    stream = secure;
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    await TakeAsync(stream);
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 2.0.0 ok");
                    break;
            }
        }
    }

    private async Task TakeAsync(Stream stream)
    {
        var content = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".") content.Append(line).Append("\r\n");
        Taken.Enqueue((stream is SslStream, content.ToString()));
        await SayAsync(stream, "250 2.0.0 taken");
    }

    private async Task SayAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet, _stop.Token) == 1)
        {
            if (octet[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(octet[0]);
        }

        return null;
    }
}
