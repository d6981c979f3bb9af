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
    /// <exception cref="StorageException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "gatepost.lock");
        // A locked file cannot be read by others, so the pid stands beside it.
        var pidFile = Path.Combine(folder, "gatepost.pid");
        try
        {
            DurableFile.CreatePrivateFolder(folder);
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new FolderLock(held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException(
                path, "it cannot be written", "The folder must belong to the user that Gatepost runs as", e);
        }
        catch (IOException e)
        {
            var owner = File.Exists(pidFile) ? $"process {File.ReadAllText(pidFile).Trim()}" : "another process";
            throw new StorageException(folder, $"the data folder is in use by {owner}",
                "Only one Gatepost may run on a folder: end the other one, or give this one a data folder of its own", e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
