using System.Runtime.InteropServices;
using Gatepost.Storage.Files;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// The index of a database's log (<c>*-shm</c>): a file that SQLite maps into memory. Where blocks are smaller than pages it has
/// holes, and where the disk has no room for one when it is written to, the process ends by SIGBUS. It gets them at once.
/// </summary>
internal static partial class LogIndex
{
    /// <summary>What opening it takes, before <see cref="Reserve"/> can.</summary>
    private const ulong Least = 48 * 1024;

    /// <summary>For 32 000 pages of log, some eight times of what it has before it is moved; and for the first 4 000.</summary>
    private const long Enough = 256 * 1024, First = 32 * 1024;

    /// <summary>To be asked before a database is opened.</summary>
    /// <exception cref="StorageException">The disk is full.</exception>
    public static void NeedRoom(string path)
    {
        const ulong Page = 4096;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!OperatingSystem.IsLinux()) return;
        // struct statvfs: f_bsize, f_frsize, f_blocks, f_bfree, f_bavail … (statvfs(3)); of 64 bits each where .NET 10 runs.
        Span<ulong> state = stackalloc ulong[32];
        if (Ask(folder, ref MemoryMarshal.GetReference(state)) != 0 || state[1] is 0 or >= Page) return;
        if (state[4] * state[1] < Least) throw SqliteProblem.Describe(path, raw.SQLITE_FULL, "");
    }

    /// <summary>To be called once the log is open.</summary>
    /// <exception cref="StorageException">The disk is full.</exception>
    public static void Reserve(string path)
    {
        const int NoSpace = 28; // ENOSPC
        if (!OperatingSystem.IsLinux() || OpenFiles.Find(Path.GetFullPath(path) + "-shm") is not { } file) return;
        if (Allocate(file, 0, Enough) == NoSpace && Allocate(file, 0, First) == NoSpace)
            throw SqliteProblem.Describe(path, raw.SQLITE_FULL, "");
    }

    /// <summary>
    /// Takes back what was noted as moved into the database: a move that does not reach the end of the log notes it before it is
    /// synced. Only where no move is under way.
    /// </summary>
    public static void ForgetMoves(string path)
    {
        const long Moved = 96; // nBackfill (https://sqlite.org/walformat.html, 2.1)
        if (!OperatingSystem.IsLinux() || OpenFiles.Find(Path.GetFullPath(path) + "-shm") is not { } open) return;
        using var index = new SafeFileHandle(open, ownsHandle: false);
        RandomAccess.Write(index, new byte[sizeof(int)], Moved);
    }

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(int file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(string path, ref ulong state);
}
