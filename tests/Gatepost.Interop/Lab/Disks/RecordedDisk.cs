namespace Gatepost.Interop.Lab.Disks;

/// <summary>A disk that keeps every write and every flush in their order, so that it can be had as it was at any moment.</summary>
internal sealed class RecordedDisk(IDiskOctets disk) : IDiskOctets
{
    private readonly Lock _gate = new();
    private readonly List<DiskRecord> _records = [];

    public long Length => disk.Length;

    /// <summary>All that has happened so far.</summary>
    public IReadOnlyList<DiskRecord> History
    {
        get
        {
            lock (_gate) return [.. _records];
        }
    }

    public int Read(long offset, Span<byte> into) => disk.Read(offset, into);

    public int Write(long offset, ReadOnlySpan<byte> octets)
    {
        Keep(new(DiskRecordKind.Write, offset, octets.ToArray()));
        return disk.Write(offset, octets);
    }

    public int Flush()
    {
        Keep(new(DiskRecordKind.Flush, 0, []));
        return disk.Flush();
    }

    /// <summary>Writes down what was seen beside the disk, behind all writes that have completed.</summary>
    public void Note(string note) => Keep(new(DiskRecordKind.Note, 0, [], note));

    private void Keep(DiskRecord record)
    {
        lock (_gate) _records.Add(record);
    }
}
