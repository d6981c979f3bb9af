namespace Gatepost.Interop.Lab.Disks;

/// <summary>A disk that does what it is told.</summary>
internal sealed class MemoryDisk(long length) : IDiskOctets
{
    private readonly byte[] _octets = new byte[length];

    public long Length => length;

    public int Read(long offset, Span<byte> into)
    {
        _octets.AsSpan((int)offset, into.Length).CopyTo(into);
        return 0;
    }

    public int Write(long offset, ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_octets.AsSpan((int)offset));
        return 0;
    }

    public int Flush() => 0;
}
