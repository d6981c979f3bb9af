using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatepost.Storage.Files;

/// <summary>
/// A file that is there whole or not at all: written under another name, synced, renamed, and the folder synced, for a
/// rename too is only safe once the folder is on disk.
/// </summary>
internal static partial class DurableFile
{
    /// <summary>The end of the names of files that are not complete.</summary>
    public const string UnfinishedSuffix = ".part";

    /// <summary>
    /// Syncs the file written so far as <paramref name="path"/> + <see cref="UnfinishedSuffix"/> and gives it its name.
    /// </summary>
    /// <exception cref="IOException">The disk does not take it: the file is not there, and a second try must write it
    /// anew.</exception>
    public static void Publish(SafeFileHandle unfinished, string path)
    {
        RandomAccess.FlushToDisk(unfinished);
        unfinished.Dispose();
        File.Move(path + UnfinishedSuffix, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a whole small file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> octets)
    {
        using var handle = File.OpenHandle(path + UnfinishedSuffix, FileMode.Create, FileAccess.Write, FileShare.None);
        RandomAccess.Write(handle, octets, 0);
        Publish(handle, path);
    }

    /// <summary>Whether the disk takes a write and a sync now: makes a file and removes it.</summary>
    /// <exception cref="IOException">It does not.</exception>
    public static void Try(string path)
    {
        try
        {
            using var trial = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
            RandomAccess.Write(trial, new byte[4096], 0);
            RandomAccess.FlushToDisk(trial);
        }
        catch (IOException e) when (FileSystemState.IsReadOnly(e))
        {
            throw FileSystemState.ReadOnly(path, e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Makes a folder that only our own user may enter; one that is there stays as it is.</summary>
    public static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a whole small file that only our own user may read.</summary>
    public static void WriteSecret(string path, ReadOnlySpan<byte> octets)
    {
        // What a crash left behind would keep its own mode.
        File.Delete(path + UnfinishedSuffix);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path + UnfinishedSuffix, options);
        file.Write(octets);
        Publish(file.SafeFileHandle, path);
    }

    /// <summary>Makes names in a folder durable. Windows keeps them so by itself.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        const int ReadOnly = 0;
        var descriptor = OpenFolder(folder, ReadOnly);
        if (descriptor < 0) throw SystemProblem(folder);
        try
        {
            if (SyncDescriptor(descriptor) != 0) throw SystemProblem(folder);
        }
        finally
        {
            _ = CloseDescriptor(descriptor);
        }
    }

    private static StorageException SystemProblem(string folder) => new(
        folder,
        $"it cannot be synced ({Marshal.GetLastPInvokeErrorMessage()})",
        "Look at the system's log for errors of the disk");

    // File.OpenHandle refuses folders, so the three calls are made here.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);
}
