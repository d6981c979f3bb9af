namespace Gatepost.Protocols.TlsProbe;

/// <summary>Takes numbers and vectors from octets, and never more than there are (RFC 8446 §3.3, §3.4).</summary>
internal ref struct WireReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _left = octets;

    /// <summary>Whether all has been taken.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>What has not been taken yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _left;

    public bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        var isThere = count >= 0 && count <= _left.Length;
        taken = isThere ? _left[..count] : default;
        if (isThere) _left = _left[count..];
        return isThere;
    }

    /// <summary>A number of one to three octets, the most significant first.</summary>
    public bool TryReadNumber(int size, out int value)
    {
        value = 0;
        if (!TryTake(size, out var taken)) return false;
        foreach (var octet in taken) value = (value << 8) | octet;
        return true;
    }

    /// <summary>A vector: its length in one to three octets, then its octets.</summary>
    public bool TryReadVector(int lengthSize, out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadNumber(lengthSize, out var length) && TryTake(length, out vector);
    }
}
