using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Tests.Dns;

/// <summary>
/// Speaks enough of the DNS protocol over UDP and TCP on loopback to hold the real client against: zones as in
/// <see cref="ZoneResolver"/>; "servfail" and "bogus" answer so, "timeout" stays silent. "secure" sets the AD bit.
/// </summary>
internal sealed class ZoneServer : IAsyncDisposable
{
    private readonly Socket _datagrams;
    private readonly TcpListener? _streams;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _unanswered;

    /// <summary>Serves at a port of the system's choice, or at a given one.</summary>
    public ZoneServer(string zones, ZoneConduct? conduct = null, IPEndPoint? at = null)
    {
        Conduct = conduct ?? new();
        Zones = new ZoneResolver(zones);
        (_datagrams, _streams) = Bind(at, Conduct.HasNoTcp);
        Endpoint = (IPEndPoint)_datagrams.LocalEndPoint!;
        _serving = Task.WhenAll(ServeDatagramsAsync(), ServeStreamsAsync());
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>What it does from now on.</summary>
    public ZoneConduct Conduct { get; set; }

    public ZoneResolver Zones { get; }

    /// <summary>What was asked, in order: <c>example.org MX</c>; over TCP <c>example.org MX tcp</c>.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>To how many questions it was silent.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        _datagrams.Dispose();
        _streams?.Stop();
        await _serving;
    }

    // A port that is free for datagrams need not be so for streams.
    private static (Socket Datagrams, TcpListener? Streams) Bind(IPEndPoint? at, bool hasNoTcp)
    {
        for (var tries = 0; ; tries++)
        {
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            datagrams.Bind(at ?? new IPEndPoint(IPAddress.Loopback, 0));
            if (hasNoTcp) return (datagrams, null);
            var streams = new TcpListener((IPEndPoint)datagrams.LocalEndPoint!);
            try
            {
                streams.Start();
                return (datagrams, streams);
            }
            catch (SocketException) when (tries < 100)
            {
                datagrams.Dispose();
            }
        }
    }

    private async Task ServeDatagramsAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var got = await _datagrams.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var query = new ZoneQuery(buffer.AsSpan(0, got.ReceivedBytes).ToArray());
                Questions.Enqueue(query.ToString());
                if (query.Answer(Zones.Records, Conduct, Conduct.MostAnswersOverUdp) is not { } answer)
                {
                    Interlocked.Increment(ref _unanswered);
                    continue;
                }

                if (Conduct.SendsBefore is { } other) await SendAsync(other(answer), got.RemoteEndPoint);
                await SendAsync(Conduct.SendsInstead?.Invoke(answer) ?? answer, got.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task SendAsync(byte[] octets, EndPoint to) => await _datagrams.SendToAsync(octets, SocketFlags.None, to, _stop.Token);

    private async Task ServeStreamsAsync()
    {
        try
        {
            while (_streams is not null)
            {
                using var client = await _streams.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var size = new byte[2];
                await stream.ReadExactlyAsync(size, _stop.Token);
                var octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(size)];
                await stream.ReadExactlyAsync(octets, _stop.Token);
                var query = new ZoneQuery(octets);
                Questions.Enqueue($"{query} tcp");
                if (query.Answer(Zones.Records, Conduct, int.MaxValue) is not { } answer) continue;
                await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer], _stop.Token);
            }
        }
        catch (Exception end) when (_stop.IsCancellationRequested || end is SocketException or IOException)
        {
            // The test is over.
        }
    }
}
