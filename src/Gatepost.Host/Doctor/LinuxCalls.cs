using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gatepost.Host.Doctor;

/// <summary>
/// Three questions to Linux that the platform's library does not ask. On other systems, and where a call fails, nothing is
/// known: null.
/// </summary>
internal static partial class LinuxCalls
{
    private static bool IsKnown => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>To whom a path belongs, and its place on the disk, as /proc/locks writes it (statx(2)).</summary>
    public static (uint Owner, string Inode)? Owner(string path)
    {
        const int HereAndNow = -100, BasicStats = 0x7ff; // AT_FDCWD, STATX_BASIC_STATS
        // mask(4) blksize(4) attributes(8) nlink(4) uid(4) gid(4) mode(2) pad(2) ino(8) … dev_major at 136, dev_minor at 140
        var stat = new byte[256];
        if (!IsKnown || StatX(HereAndNow, path, 0, BasicStats, stat) != 0) return null;
        var (inode, major, minor) = (BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(32)), U32(136), U32(140));
        return (U32(20), string.Create(null, $"{major:x2}:{minor:x2}:{inode}"));

        uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(at));
    }

    /// <summary>Whether a file system is read-only, and how many files it has and can still take (statvfs(3)).</summary>
    public static (bool IsReadOnly, ulong Files, ulong FreeFiles)? FileSystem(string path)
    {
        const ulong ReadOnly = 1; // ST_RDONLY
        // 64 bits each: bsize frsize blocks bfree bavail files ffree favail fsid flag namemax
        var stat = new byte[256];
        if (!IsKnown || StatVfs(path, stat) != 0) return null;
        return ((U64(72) & ReadOnly) != 0, U64(40), U64(56));

        ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(at));
    }

    /// <summary>Whether the kernel says that its clock is kept right (adjtimex(2), which changes nothing here).</summary>
    public static bool? IsClockKept()
    {
        const int NotSynchronized = 5; // TIME_ERROR
        var nothingToChange = new byte[512];
        if (!IsKnown) return null;
        var state = AdjTimeX(nothingToChange);
        return state < 0 ? null : state != NotSynchronized;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] stat);

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, [Out] byte[] stat);

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimeX([In, Out] byte[] state);
}
