using System.Buffers;

namespace Gatepost.Delivery;

/// <summary>Octets on their way to the wire, in a rented array: one write to the socket for what belongs together.</summary>
internal sealed class WireBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _octets = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many.</summary>
    public int Length { get; private set; }

    /// <summary>All of them; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    /// <summary>Starts anew.</summary>
    public void Clear() => Length = 0;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _octets.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _octets.AsSpan(Length);
    }

    public void Dispose()
    {
        if (_octets.Length > 0) ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
        Length = 0;
    }

    private void Grow(int more)
    {
        if (_octets.Length - Length >= more) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_octets.Length * 2, Length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_octets);
        _octets = larger;
    }
}
