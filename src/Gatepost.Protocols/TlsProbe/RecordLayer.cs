namespace Gatepost.Protocols.TlsProbe;

/// <summary>Records in both directions, sealed once there are keys.</summary>
internal sealed class RecordLayer : IDisposable
{
    private readonly RecordReader _reader = new();
    private RecordProtection? _read, _write;

    /// <summary>What arrived cannot be read.</summary>
    public bool IsBroken { get; private set; }

    public void Append(ReadOnlySpan<byte> octets) => _reader.Append(octets);

    /// <summary>The next record's type and content. A change of ciphers stands in the clear: TLS 1.3 sends it for show alone
    /// (RFC 8446 §D.4).</summary>
    public bool TryRead(out int type, out byte[] content)
    {
        (type, content) = (0, []);
        if (IsBroken || !_reader.TryRead(out var record))
        {
            IsBroken |= _reader.Trouble is not WireTrouble.None;
            return false;
        }

        (type, content) = (record.Type, record.Fragment);
        if (_read is null || (type == ContentTypes.ChangeCipherSpec && IsPlain(content))) return true;
        if (_read.Open(record) is not { } opened)
        {
            IsBroken = true;
            return false;
        }

        (type, content) = opened;
        return true;
    }

    public byte[] Write(int type, TlsVersion version, ReadOnlySpan<byte> content) =>
        _write?.Seal(type, content) ?? TlsRecord.Frame(type, version, content);

    public void ReadWith(RecordProtection protection) => Replace(ref _read, protection);

    public void WriteWith(RecordProtection protection) => Replace(ref _write, protection);

    public void Dispose()
    {
        _read?.Dispose();
        _write?.Dispose();
    }

    private static bool IsPlain(byte[] content) => content is [1];

    private static void Replace(ref RecordProtection? old, RecordProtection next)
    {
        old?.Dispose();
        old = next;
    }
}
