namespace Gatepost.Interop.Lab.Disks;

/// <summary>The disk as it was when the power went.</summary>
/// <param name="history">All that happened.</param>
/// <param name="moment">How much of it had happened.</param>
internal sealed class PowerCut(IReadOnlyList<DiskRecord> history, int moment)
{
    private const int Sector = 512;

    /// <summary>What was seen beside the disk before the cut.</summary>
    public IReadOnlyList<string> Notes { get; } =
        [.. history.Take(moment).Where(static r => r.Kind is DiskRecordKind.Note).Select(static r => r.Note)];

    /// <summary>The disk kept everything that it had said was written.</summary>
    public void WriteAll(string file, long length) => Write(file, length, history.Take(moment));

    /// <summary>
    /// The disk kept what was flushed. Of each write behind the last flush it kept all, nothing, or some of its sectors, in any
    /// order.
    /// </summary>
    public void WriteFlushed(string file, long length, Random random)
    {
        var flushed = moment;
        while (flushed > 0 && history[flushed - 1].Kind is not DiskRecordKind.Flush) flushed--;
        var rest = history.Take(flushed..moment).Where(static record => record.Kind is DiskRecordKind.Write).ToArray();
        random.Shuffle(rest);
        Write(file, length, history.Take(flushed).Concat(rest.SelectMany(record => Torn(record, random))));
    }

    private static IEnumerable<DiskRecord> Torn(DiskRecord record, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                yield break;
            case 1:
                yield return record;
                break;
            default:
                for (var at = 0; at < record.Octets.Length; at += Sector)
                {
                    if (random.Next(2) == 0) continue;
                    var end = Math.Min(at + Sector, record.Octets.Length);
                    yield return record with { Offset = record.Offset + at, Octets = record.Octets[at..end] };
                }

                break;
        }
    }

    private static void Write(string path, long length, IEnumerable<DiskRecord> records)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.SetLength(file, length);
        foreach (var record in records.Where(static record => record.Kind is DiskRecordKind.Write))
            RandomAccess.Write(file, record.Octets, record.Offset);
    }
}
