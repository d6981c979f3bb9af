using System.Globalization;
using Gatepost.Checks;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>L5 to L12: whether the disk takes what is acknowledged, and keeps it.</summary>
internal sealed class DiskCheck : IDoctorCheck
{
    private const double FewFiles = 0.05;
    private static readonly TimeSpan SlowSync = TimeSpan.FromMilliseconds(100);
    private static readonly string[] InMemory = ["tmpfs", "ramfs"], OfContainer = ["overlay", "overlayfs", "aufs"],
        OfNetwork = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "9p", "v9fs", "ceph", "glusterfs", "afs", "ncpfs", "lustre"];

    public static readonly FindingKind ReadOnly = new("L5", Severity.Fail, "The disk of the data folder is read-only")
    {
        Meaning = "No mail is taken (451 or 452). Linux makes a file system read-only when its disk fails, to save what is "
            + "there.",
        Remedy = "Look at the system's log (journalctl -k) for errors of the disk, save the data folder if it fails, and mount "
            + "it anew for writing once it is mended.",
    };

    public static readonly FindingKind Full = new("L6", Severity.Fail, "The disk of the data folder is full")
    {
        Meaning = "Less is free than queue.disk_reserve: no mail is taken (452 4.3.1), so that what is there can still be "
            + "carried off.",
        Remedy = "Free some space, or move the data folder to a larger disk while Gatepost is stopped. A running Gatepost goes "
            + "on by itself.",
    };

    public static readonly FindingKind AlmostFull = new("L7", Severity.Warning, "The disk of the data folder is almost full")
    {
        Meaning = "Less than twice queue.disk_reserve is free. At the reserve Gatepost takes no more mail.",
        Remedy = "Free some space before that. A queue that does not drain, logs, and a ledger.retention of years are what "
            + "mostly fills it.",
    };

    public static readonly FindingKind FewFilesLeft = new("L8", Severity.Warning, "The disk has almost no files left (inodes)")
    {
        Meaning = "There is room, and still no file can be made: long messages get 452, and databases cannot be written either.",
        Remedy = "Find the folder with very many small files (df -i; du --inodes) and clear it, or give Gatepost a file system "
            + "of its own.",
    };

    public static readonly FindingKind WriteFails = new("L9", Severity.Fail, "A small write does not come to the disk")
    {
        Meaning = "What Gatepost needs for each message was tried, a write and a sync of 4 KiB, and the system refused it.",
        Remedy = "Look at the system's log for errors of the disk (journalctl -k), and at quotas.",
    };

    public static readonly FindingKind Slow = new("L10", Severity.Warning, "The disk is slow to sync")
    {
        Meaning = "Before each acknowledgement Gatepost waits until the message is safe. One sync serves many messages at once, "
            + "so it is slow for single clients first.",
        Remedy = "See what else keeps the disk busy (iostat -x 1). An SSD with protection against power loss syncs in less "
            + "than a millisecond.",
    };

    public static readonly FindingKind Volatile = new("L11", Severity.Warning, "The data folder is in memory, or in a container")
    {
        Meaning = "What is acknowledged is gone with the next boot, or with the container: mail in the queue, the ledger, and "
            + "the users.",
        Remedy = "Set data_dir to a folder on a disk; in a container, to a volume that outlives it.",
    };

    public static readonly FindingKind Network = new("L12", Severity.Warning, "The data folder is on a network file system")
    {
        Meaning = "The databases rely on locks and on syncs that such file systems keep only in part. A second Gatepost "
            + "elsewhere may not be kept out, and acknowledged mail may be lost with a crash of the server.",
        Remedy = "Put the data folder on a disk of this machine. Keep copies elsewhere with \"gatepost data backup\".",
    };

    public string Subject => "disk";

    public IReadOnlyList<FindingKind> Kinds =>
        [ReadOnly, Full, AlmostFull, FewFilesLeft, WriteFails, Slow, Volatile, Network];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var (disk, where) = (seen.Disk, seen.Folder.Path);
        var reserve = seen.Config.Queue.DiskReserve;
        if (disk.IsReadOnly) yield return new(ReadOnly, where);
        if (disk.Free is { } free && free < 2 * reserve)
            yield return new(free < reserve ? Full : AlmostFull, where,
                $"{Amount.Octets(free)} are free, and the reserve is {Amount.Octets(reserve)}");
        if (disk.Files is { Total: > 0 } files && files.Free < files.Total * FewFiles)
            yield return new(FewFilesLeft, where, $"{files.Free} of {files.Total} are left");
        if (!disk.IsReadOnly && disk.WriteProblem is { } problem) yield return new(WriteFails, where, problem);
        if (disk.Sync > SlowSync) yield return new(Slow, where, $"a write of 4 KiB takes {Milliseconds(disk)} until it is safe");
        if (InMemory.Contains(disk.Kind) || OfContainer.Contains(disk.Kind)) yield return new(Volatile, where, disk.Kind);
        if (OfNetwork.Contains(disk.Kind) || disk.Kind.StartsWith("fuse", StringComparison.Ordinal))
            yield return new(Network, where, disk.Kind);
    }

    public string Well(Examination seen)
    {
        var disk = seen.Disk;
        string?[] words =
        [
            disk.Kind.Length > 0 ? disk.Kind : "of an unknown kind", disk.Free is { } free ? $"{Amount.Octets(free)} free" : null,
            disk.Files is { } files ? $"{files.Free} files left" : null,
            disk.Sync is not null ? $"a small write is safe after {Milliseconds(disk)}" : null,
        ];
        return string.Join(", ", words.OfType<string>());
    }

    private static string Milliseconds(DiskFacts disk) =>
        string.Create(CultureInfo.InvariantCulture, $"{disk.Sync?.TotalMilliseconds ?? 0:0.#} ms");
}
