namespace Gatepost.Interop.Lab.Disks;

/// <summary>One thing that happened to a disk, or beside it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Offset">Where it was written.</param>
/// <param name="Octets">What was written.</param>
/// <param name="Note">What was seen beside: the id of a message that was acknowledged, say.</param>
internal sealed record DiskRecord(DiskRecordKind Kind, long Offset, byte[] Octets, string Note = "");
