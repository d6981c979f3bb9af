using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>
/// Answers over UDP for unsigned zones that a test may change while it runs: MX, A and TXT, nothing else. What it does not know
/// does not exist.
/// </summary>
internal sealed class PlainNames : IDisposable
{
    private const int A = 1, Mx = 15, Txt = 16;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, int Type), List<byte[]>> _records = [];

    public PlainNames(string address)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        _ = ServeAsync();
    }

    public string Endpoint => _socket.LocalEndPoint!.ToString()!;

    public void AddAddress(string name, string address) => Add(name, A, IPAddress.Parse(address).GetAddressBytes());

    public void AddMx(string name, int preference, string host) => Add(name, Mx, [0, (byte)preference, .. Name(host)]);

    public void AddText(string name, string text) => Add(name, Txt, [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);

    public void Remove(string name)
    {
        lock (_gate)
            foreach (var key in _records.Keys.Where(key => key.Name == name).ToArray()) _records.Remove(key);
    }

    public void Dispose() => _socket.Dispose();

    private void Add(string name, int type, byte[] data)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue((name, type), out var all)) _records.Add((name, type), all = []);
            if (!all.Any(data.SequenceEqual)) all.Add(data);
        }
    }

    private async Task ServeAsync()
    {
        var query = new byte[4096];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(query, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                await _socket.SendToAsync(Answer(query.AsSpan(0, got.ReceivedBytes)), SocketFlags.None, got.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException)
        {
            // The lab is over.
        }
    }

    // RFC 1035 §4.1: the header, the question as it came, then the answers, whose name points back at the question's.
    private byte[] Answer(ReadOnlySpan<byte> query)
    {
        var end = 12;
        var labels = new List<string>();
        for (; query[end] != 0; end += query[end] + 1) labels.Add(Encoding.ASCII.GetString(query.Slice(end + 1, query[end])));
        var name = string.Join('.', labels).ToLowerInvariant();
        var type = BinaryPrimitives.ReadUInt16BigEndian(query[(end + 1)..]);
        List<byte[]> found;
        bool exists;
        lock (_gate)
        {
            found = [.. _records.GetValueOrDefault((name, type), [])];
            exists = _records.Keys.Any(key => key.Name == name);
        }

        var answer = new List<byte>();
        answer.AddRange(query[..2]);
        answer.AddRange([0x81, (byte)(exists ? 0x80 : 0x83), 0, 1, 0, (byte)found.Count, 0, 0, 0, 0]);
        answer.AddRange(query[12..(end + 5)]);
        // No time to live: a test changes its mind.
        foreach (var data in found)
            answer.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 0, 0, (byte)data.Length, .. data]);
        return [.. answer];
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];
}
