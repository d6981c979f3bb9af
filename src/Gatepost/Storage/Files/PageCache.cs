using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatepost.Storage.Files;

/// <summary>What the system keeps in memory of a file.</summary>
/// <remarks>
/// Where the first write of a new block has failed, Linux may keep the page as if it had been written, and ext4 goes on to take
/// the block for empty, even when it is written and synced again. Only once the page is forgotten is the block what the disk has.
/// </remarks>
internal static partial class PageCache
{
    /// <summary>Has the system write what it still can of a file that nobody here has open yet, and forget it.</summary>
    public static void ForgetClosed(string path)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(path)) return;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Forget(file);
    }

    /// <summary>The same of one that SQLite has open here (<see cref="OpenFiles.Find"/>).</summary>
    public static void ForgetOpen(string path)
    {
        if (!OperatingSystem.IsLinux() || OpenFiles.Find(path) is not { } open) return;
        using var file = new SafeFileHandle(open, ownsHandle: false);
        Forget(file);
    }

    private static void Forget(SafeFileHandle file)
    {
        const int NotNeeded = 4; // POSIX_FADV_DONTNEED
        _ = Sync(file); // what it says of errors has been said before
        _ = Advise(file, 0, 0, NotNeeded);
    }

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
