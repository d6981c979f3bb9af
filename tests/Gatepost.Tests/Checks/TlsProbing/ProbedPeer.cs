using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.TlsProbing;

namespace Gatepost.Tests.Checks.TlsProbing;

/// <summary>A peer on loopback: what it says in the clear, and how it answers a ClientHello.</summary>
internal sealed class ProbedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;

    public ProbedPeer(Func<byte[], byte[]> answer)
    {
        Answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Func<byte[], byte[]> Answer { get; }

    /// <summary>What SMTP says, line by line: the greeting, then an answer for each line; null begins with TLS.</summary>
    public string[]? Smtp { get; init; }

    /// <summary>After so many connections it takes no more.</summary>
    public int Most { get; init; } = int.MaxValue;

    public int Connections { get; private set; }

    public List<string> Said { get; } = [];

    public TlsProbeTarget Target(TlsProbeLimits? limits = null) => new(
        (IPEndPoint)_listener.LocalEndpoint, "mx.example", Smtp is null ? new ImplicitTls(Dialect()) : new StartTls(Dialect))
    {
        Limits = limits ?? new() { Pause = TimeSpan.Zero, SecondTry = TimeSpan.Zero, Connections = 1000 },
    };

    private static SmtpDialect Dialect() => new("probe.example");

    public Task<TlsProbeFacts> ProbeAsync(TlsProbeLimits? limits = null, IProgress<TlsProbeProgress>? progress = null) =>
        new TlsProber(TimeProvider.System).ProbeAsync(Target(limits), progress, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                if (++Connections > Most) _listener.Stop();
                _ = ServeAsync(socket);
            }
        }
        catch (Exception fault) when (fault is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                if (Connections > Most || !await BeginAsync(socket)) return;
                if (await RecordAsync(socket) is { Length: > 0 } record && Answer(record) is { Length: > 0 } answer)
                {
                    await socket.SendAsync(answer);
                    await socket.ReceiveAsync(new byte[1]);
                }
            }
            catch (SocketException)
            {
                // The probe has gone, as it may.
            }
        }
    }

    private async Task<bool> BeginAsync(Socket socket)
    {
        foreach (var (index, reply) in (Smtp ?? []).Index())
        {
            if (index > 0 && await LineAsync(socket) is not { Length: > 0 }) return false;
            await socket.SendAsync(Encoding.Latin1.GetBytes(reply));
        }

        return true;
    }

    private async Task<string> LineAsync(Socket socket)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (await socket.ReceiveAsync(octet) == 1 && octet[0] != '\n') line.Append((char)octet[0]);
        lock (Said) Said.Add(line.ToString().TrimEnd('\r'));
        return line.ToString();
    }

    private static async Task<byte[]> RecordAsync(Socket socket)
    {
        var header = new byte[2];
        if (!await FillAsync(socket, header)) return [];
        if ((header[0] & 0x80) != 0) return await RestAsync(socket, header, ((header[0] & 0x7F) << 8) | header[1]);
        var more = new byte[3];
        if (!await FillAsync(socket, more)) return [];
        return await RestAsync(socket, [.. header, .. more], (more[1] << 8) | more[2]);
    }

    private static async Task<byte[]> RestAsync(Socket socket, byte[] start, int length)
    {
        var rest = new byte[length];
        return await FillAsync(socket, rest) ? [.. start, .. rest] : [];
    }

    private static async Task<bool> FillAsync(Socket socket, byte[] octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var read = await socket.ReceiveAsync(octets.AsMemory(at));
            if (read == 0) return false;
            at += read;
        }

        return true;
    }
}
