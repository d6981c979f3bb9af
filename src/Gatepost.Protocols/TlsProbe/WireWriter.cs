namespace Gatepost.Protocols.TlsProbe;

/// <summary>Puts numbers and vectors together. A vector's length is written when its content is known.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _octets = [];

    public int Length => _octets.Count;

    public WireWriter Number(int value, int size)
    {
        for (var shift = 8 * (size - 1); shift >= 0; shift -= 8) _octets.Add((byte)(value >> shift));
        return this;
    }

    public WireWriter Octets(ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public WireWriter Vector(int lengthSize, ReadOnlySpan<byte> octets) => Number(octets.Length, lengthSize).Octets(octets);

    /// <summary>A vector that something else writes.</summary>
    public WireWriter Vector(int lengthSize, Action<WireWriter> content)
    {
        var inner = new WireWriter();
        content(inner);
        return Vector(lengthSize, inner.ToArray());
    }

    public byte[] ToArray() => [.. _octets];
}
