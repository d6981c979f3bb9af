using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatepost.Tests.Dns;

/// <summary>
/// Speaks enough of the DNS protocol over UDP on loopback to hold the real client against: zones as in
/// <see cref="ZoneResolver"/>; "servfail" answers so, "timeout" stays silent. "secure" sets the AD bit.
/// </summary>
internal sealed class ZoneServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ZoneResolver _zones;
    private readonly bool _followsAliases;
    private readonly Task _serving;

    public ZoneServer(string zones, bool followsAliases = true)
    {
        (_zones, _followsAliases) = (new ZoneResolver(zones), followsAliases);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = ServeAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public ConcurrentQueue<string> Questions { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                if (Answer(buffer.AsSpan(0, got.ReceivedBytes)) is { } answer)
                    await _socket.SendToAsync(answer, SocketFlags.None, got.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> query)
    {
        var (name, at) = ReadName(query, 12);
        var type = BinaryPrimitives.ReadUInt16BigEndian(query[at..]);
        var word = type switch { 1 => "A", 5 => "CNAME", 12 => "PTR", 15 => "MX", 16 => "TXT", 28 => "AAAA", _ => "?" };
        Questions.Enqueue($"{name} {word}");

        var answers = new List<byte[]>();
        var (rcode, secure) = (0, true);
        while (true)
        {
            ZoneRecord[] here = [.. _zones.Records.Where(r => r.Name == name)];
            if (here.Length == 0)
            {
                rcode = 3;
                break;
            }

            if (Array.Find(here, r => r.Type == "CNAME") is { } alias)
            {
                secure &= alias.Security is Gatepost.Dns.DnsSecurity.Secure;
                answers.Add(Record(name, 5, Name(alias.Value)));
                name = alias.Value;
                if (_followsAliases && answers.Count < 20) continue;
                break;
            }

            ZoneRecord[] records = [.. here.Where(r => r.Type == word || r.Type == "ANY")];
            if (records.Any(r => r.Value == "timeout")) return null;
            if (records.Any(r => r.Value == "servfail")) rcode = 2;
            secure &= records.All(r => r.Security is Gatepost.Dns.DnsSecurity.Secure);
            answers.AddRange(records.Where(r => r.Outcome is Gatepost.Dns.DnsOutcome.Found).Select(r => Record(name, type, Data(r))));
            break;
        }

        return Packet(query[..(at + 4)], rcode, secure, answers);
    }

    private static byte[] Packet(ReadOnlySpan<byte> question, int rcode, bool secure, List<byte[]> answers)
    {
        var packet = new List<byte>(question.ToArray());
        (packet[2], packet[3]) = (0x81, (byte)(0x80 | (secure ? 0x20 : 0) | rcode));
        (packet[6], packet[7]) = (0, (byte)answers.Count);
        for (var i = 8; i < 12; i++) packet[i] = 0;
        foreach (var answer in answers) packet.AddRange(answer);
        return [.. packet];
    }

    private static byte[] Data(ZoneRecord record) => record.Type switch
    {
        "A" or "AAAA" => IPAddress.Parse(record.Value).GetAddressBytes(),
        "MX" => [0, byte.Parse(record.Value.Split(' ')[0], CultureInfo.InvariantCulture), .. Name(record.Value.Split(' ')[1])],
        // A tilde parts the strings of one record.
        "TXT" => [.. record.Value.Split('~').SelectMany(s => Encoding.ASCII.GetBytes(s).Prepend((byte)s.Length))],
        _ => Name(record.Value),
    };

    private static byte[] Record(string name, int type, byte[] data) =>
        [.. Name(name), 0, (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];

    private static (string Name, int After) ReadName(ReadOnlySpan<byte> packet, int at)
    {
        var labels = new List<string>();
        while (packet[at] is var length and not 0)
        {
            labels.Add(Encoding.ASCII.GetString(packet.Slice(at + 1, length)));
            at += length + 1;
        }

        return (string.Join('.', labels), at + 1);
    }
}
