using System.Buffers.Binary;

namespace Gatepost.Tests.Protocols.TlsProbe;

/// <summary>Reads a ClientHello with code that has nothing to do with the writer's.</summary>
internal sealed class HelloView
{
    private readonly byte[] _octets;
    private int _at;

    public HelloView(byte[] record)
    {
        _octets = record;
        ContentType = Next(1);
        RecordVersion = Next(2);
        Assert.Equal(record.Length - 5, Next(2));
        MessageType = Next(1);
        Assert.Equal(record.Length - 9, Next(3));
        Version = Next(2);
        Random = Take(32);
        SessionId = Take(Next(1));
        Suites = Numbers(Take(Next(2)));
        Compression = Take(Next(1));
        if (_at == record.Length) return;
        Assert.Equal(record.Length - _at - 2, Next(2));
        while (_at < record.Length) Extensions.Add(Next(2), Take(Next(2)));
    }

    public int ContentType { get; }

    public int RecordVersion { get; }

    public int MessageType { get; }

    public int Version { get; }

    public byte[] Random { get; }

    public byte[] SessionId { get; }

    public int[] Suites { get; }

    public byte[] Compression { get; }

    public Dictionary<int, byte[]> Extensions { get; } = [];

    public static int[] Numbers(byte[] octets) =>
        [.. octets.Chunk(2).Select(static pair => (int)BinaryPrimitives.ReadUInt16BigEndian(pair))];

    private int Next(int size) => Take(size).Aggregate(0, static (value, octet) => (value << 8) | octet);

    private byte[] Take(int count)
    {
        _at += count;
        return _octets[(_at - count).._at];
    }
}
