namespace Gatepost.Storage.Files;

/// <summary>What the system says of the file system as a whole.</summary>
internal static class FileSystemState
{
    private const int ReadOnlyFileSystem = 30; // EROFS

    /// <summary>Linux has made it so after an error of the disk, or somebody has mounted it so.</summary>
    public static bool IsReadOnly(int systemError) => !OperatingSystem.IsWindows() && systemError == ReadOnlyFileSystem;

    /// <inheritdoc cref="IsReadOnly(int)" />
    public static bool IsReadOnly(IOException fault) => IsReadOnly(fault.HResult & 0xFFFF);

    public static StorageException ReadOnly(string file, Exception? inner = null) => new(
        file, "its file system is read-only",
        "The system makes it so when the disk fails, and its log says why: stop Gatepost, unmount, check and mount it, and start "
        + "Gatepost. Where somebody has mounted it so, \"mount -o remount,rw\" is enough, and Gatepost goes on by itself", inner);
}
