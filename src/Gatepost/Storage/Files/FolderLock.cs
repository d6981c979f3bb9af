using System.Globalization;

namespace Gatepost.Storage.Files;

/// <summary>
/// The exclusive right to one data folder, until it is disposed of. The system takes it back when the process dies.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;

    private FolderLock(FileStream held) => _lock = held;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="StorageException">Another process has it, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            DurableFile.CreatePrivateFolder(folder);
            var held = new FileStream(
                Path.Combine(folder, DataFiles.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            TellWho(folder);
            return new FolderLock(held);
        }
        catch (Exception e) when (IsTaken(e))
        {
            throw new StorageException(folder, $"the data folder is in use by {Owner(folder)}",
                "Only one Gatepost may run on a folder: end the other one, or give this one a data folder of its own", e);
        }
        catch (IOException e) when (FileSystemState.IsReadOnly(e))
        {
            throw FileSystemState.ReadOnly(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(folder, $"the data folder cannot be written ({e.Message})",
                "It must belong to the user that Gatepost runs as, on a disk that is neither full nor read-only", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>EWOULDBLOCK of flock(2) on Linux and macOS; ERROR_SHARING_VIOLATION.</summary>
    private static bool IsTaken(Exception fault) => fault is IOException && (fault.HResult & 0xFFFF) is 11 or 35 or 32;

    /// <summary>
    /// A locked file cannot be read by others, so the pid stands beside it. Nothing but a message depends on it.
    /// </summary>
    private static void TellWho(string folder)
    {
        try
        {
            File.WriteAllText(PidFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        catch (IOException)
        {
            // The disk is full. Whether we can start all the same is for the stores to say.
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return $"process {File.ReadAllText(PidFile(folder)).Trim()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private static string PidFile(string folder) => Path.Combine(folder, DataFiles.ProcessId);
}
