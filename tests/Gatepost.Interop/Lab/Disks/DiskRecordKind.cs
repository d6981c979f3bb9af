namespace Gatepost.Interop.Lab.Disks;

internal enum DiskRecordKind
{
    Write,
    Flush,

    /// <summary>Something outside of the disk, in its place among the writes.</summary>
    Note,
}
