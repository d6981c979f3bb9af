using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatepost.Inbound.Connections;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Inbound;

/// <summary>A client that does what it is told, right or wrong.</summary>
internal sealed class TestClient(IDuplexPipe transport, Task session) : IAsyncDisposable
{
    // Real time, as a bound for a server that does not answer; no test waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Stream _clear = new TransportStream(transport);
    private readonly List<byte> _unread = [];
    private SslStream? _tls;

    public Task Session { get; } = session;

    public SslStream? Tls => _tls;

    private Stream Stream => _tls ?? _clear;

    /// <summary>Sends octets as one piece.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        try
        {
            await Stream.WriteAsync(octets);
        }
        catch (IOException)
        {
            // The server has closed: what it said before tells.
        }
    }

    /// <summary>Sends text as it stands, without a line end of its own.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a line and reads the reply to it.</summary>
    public async Task<SmtpReply> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadReplyAsync();
    }

    /// <summary>Reads one reply; fails where there is none.</summary>
    public async Task<SmtpReply> ReadReplyAsync()
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync() ?? throw new InvalidOperationException("The server closed instead of a reply.");
            Assert.True(line.Length >= 4, line);
            lines.Add(line[4..]);
            if (line[3] == ' ') return new(int.Parse(line[..3]), null, lines);
        }
    }

    /// <summary>Null: the server closed.</summary>
    public async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var end = _unread.IndexOf((byte)'\n');
            if (end >= 0)
            {
                Assert.Equal((byte)'\r', _unread[end - 1]);
                var line = Encoding.ASCII.GetString([.. _unread[..(end - 1)]]);
                _unread.RemoveRange(0, end + 1);
                return line;
            }

            var buffer = new byte[4096];
            var read = await ReadSomeAsync(buffer);
            if (read == 0) return null;
            _unread.AddRange(buffer[..read]);
        }
    }

    public async Task StartTlsAsync(
        X509Certificate2? certificate = null, string? serverName = null, SslProtocols protocols = SslProtocols.None)
    {
        var tls = new SslStream(_clear, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = serverName ?? "gate.example",
            EnabledSslProtocols = protocols,
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        }).WaitAsync(Patience);
        _tls = tls;
    }

    /// <summary>Leaves TLS with close_notify; the connection stays open.</summary>
    public async Task CloseTlsAsync()
    {
        await _tls!.ShutdownAsync();
        _tls = null;
    }

    /// <summary>Sends no more.</summary>
    public ValueTask EndAsync() => transport.Output.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await transport.Output.CompleteAsync();
        await transport.Input.CompleteAsync();
        await Session.WaitAsync(Patience);
    }

    private async Task<int> ReadSomeAsync(byte[] buffer)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await Stream.ReadAsync(buffer, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException("The server neither answered nor closed.");
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
