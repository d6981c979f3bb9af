namespace Gatepost.Interop.Lab.Disks;

/// <summary>A disk that keeps every write and every flush in their order, so that it can be had as it was at any moment.</summary>
internal sealed class RecordedDisk(long length) : IDiskOctets
{
    private readonly Lock _gate = new();
    private readonly List<DiskRecord> _records = [];
    private readonly byte[] _now = new byte[length];

    public long Length => length;

    /// <summary>All that has happened so far.</summary>
    public IReadOnlyList<DiskRecord> History
    {
        get
        {
            lock (_gate) return [.. _records];
        }
    }

    public int Read(long offset, Span<byte> into)
    {
        lock (_gate) _now.AsSpan((int)offset, into.Length).CopyTo(into);
        return 0;
    }

    public int Write(long offset, ReadOnlySpan<byte> octets)
    {
        lock (_gate)
        {
            octets.CopyTo(_now.AsSpan((int)offset));
            _records.Add(new(DiskRecordKind.Write, offset, octets.ToArray()));
        }

        return 0;
    }

    public int Flush()
    {
        lock (_gate) _records.Add(new(DiskRecordKind.Flush, 0, []));
        return 0;
    }

    /// <summary>Writes down what was seen beside the disk, behind all writes that have completed.</summary>
    public void Note(string note)
    {
        lock (_gate) _records.Add(new(DiskRecordKind.Note, 0, [], note));
    }
}
