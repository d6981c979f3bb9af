using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Delivery;

/// <summary>One connection at a scripted peer: what was said on it, line by line.</summary>
internal sealed class PeerSession(Socket socket, PeerScript script) : IDisposable
{
    private readonly List<byte> _buffer = [];
    private readonly SemaphoreSlim _putting = new(1); // a test and the script may both have something to say
    private readonly byte[] _block = new byte[64 * 1024];
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);

    public Socket Socket => socket;

    public bool IsTls { get; private set; }

    public string? ServerName { get; private set; }

    public bool GotClientCertificate { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Lines that have come and were not read yet.</summary>
    public int Buffered => _buffer.Count(octet => octet == (byte)'\n');

    /// <summary>Command lines, those inside TLS marked by a star.</summary>
    public Heard<string> Said { get; } = new();

    /// <summary>Contents that were taken, as they crossed the wire: dots and all.</summary>
    public Heard<byte[]> Stored { get; } = new();

    public async Task RunAsync()
    {
        try
        {
            await script.RunAsync(this);
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // The client went away, as it may.
        }
        finally
        {
            IsOver = true;
            Dispose();
        }
    }

    public async Task PutAsync(string octets)
    {
        await _putting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(octets));
        }
        finally
        {
            _putting.Release();
        }
    }

    /// <summary>One command line without its CRLF; null where the client is gone.</summary>
    public async Task<string?> LineAsync()
    {
        int end;
        while ((end = _buffer.IndexOf((byte)'\n')) < 0)
        {
            if (!await FillAsync()) return null;
        }

        var line = Encoding.UTF8.GetString([.. _buffer[..end]]).TrimEnd('\r');
        _buffer.RemoveRange(0, end + 1);
        Said.Add(IsTls ? "*" + line : line);
        return line;
    }

    public async Task<byte[]> TakeAsync(long count)
    {
        while (_buffer.Count < count)
        {
            if (!await FillAsync()) throw new IOException("gone");
        }

        byte[] taken = [.. _buffer[..(int)count]];
        _buffer.RemoveRange(0, (int)count);
        return taken;
    }

    /// <summary>Everything up to and including the final dot.</summary>
    public async Task<byte[]> TakeDataAsync()
    {
        var seen = 0;
        while (true)
        {
            var end = End(seen);
            if (end > 0) return await TakeAsync(end);
            seen = _buffer.Count;
            if (!await FillAsync()) throw new IOException("gone");
        }
    }

    public async Task StartTlsAsync()
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(script.Tls(() => GotClientCertificate = true));
        ServerName = tls.TargetHostName;
        (_stream, IsTls) = (tls, true);
        _buffer.Clear();
    }

    /// <summary>Resets the connection, so that even what was sent may be lost.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
        _putting.Dispose();
    }

    private async Task<bool> FillAsync()
    {
        var read = await _stream.ReadAsync(_block);
        _buffer.AddRange(_block.AsSpan(0, read));
        return read > 0;
    }

    private int End(int seen)
    {
        ReadOnlySpan<byte> octets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buffer);
        if (octets.StartsWith(".\r\n"u8)) return 3;
        var from = Math.Max(0, seen - 4);
        var end = octets[from..].IndexOf("\r\n.\r\n"u8);
        return end < 0 ? 0 : from + end + 5;
    }
}
