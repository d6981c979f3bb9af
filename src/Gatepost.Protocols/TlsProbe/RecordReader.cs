namespace Gatepost.Protocols.TlsProbe;

/// <summary>Cuts what arrives into records.</summary>
/// <remarks><code>
///   type (1): 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data
///   version (2): 3, 0 to 4
///   length (2): of the fragment
///   fragment
/// </code>RFC 8446 §5.1.</remarks>
internal sealed class RecordReader
{
    private readonly List<byte> _octets = [];
    private int _taken;
    private int _total;

    /// <summary>Why nothing more will come of it.</summary>
    public WireTrouble Trouble { get; private set; }

    public void Append(ReadOnlySpan<byte> octets)
    {
        if (Trouble is not WireTrouble.None) return;
        _total += octets.Length;
        if (_total > TlsLimits.Answer) Trouble = WireTrouble.TooLong;
        else _octets.AddRange(octets);
    }

    /// <summary>The next record, where a whole one has arrived.</summary>
    public bool TryRead(out TlsRecord record)
    {
        record = default;
        if (Trouble is not WireTrouble.None) return false;
        var left = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_octets)[_taken..];
        Trouble = Judge(left);
        var reader = new WireReader(left);
        if (Trouble is not WireTrouble.None
            || !reader.TryReadNumber(1, out var type) || !reader.TryReadNumber(2, out var version)
            || !reader.TryReadVector(2, out var fragment)) return false;
        record = new(type, (TlsVersion)version, fragment.ToArray());
        _taken += TlsRecord.HeaderLength + fragment.Length;
        return true;
    }

    private static WireTrouble Judge(ReadOnlySpan<byte> left) => left switch
    {
        [< ContentTypes.ChangeCipherSpec or > ContentTypes.ApplicationData, ..] or [_, not 3, ..] => WireTrouble.NotTls,
        [_, _, _, var high, var low, ..] when ((high << 8) | low) > TlsLimits.Record => WireTrouble.TooLong,
        _ => WireTrouble.None,
    };
}
