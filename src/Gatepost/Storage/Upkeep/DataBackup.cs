using Gatepost.Storage.Files;
using Gatepost.Storage.Sqlite;

namespace Gatepost.Storage.Upkeep;

/// <summary>Makes a copy of a data folder that Gatepost can start from; a server may run meanwhile.</summary>
/// <remarks>
///   (1) The queue, at one moment.
///   (2) The long contents that it names. One that is gone belonged to a message that was carried off since: it leaves the copy.
///   (3) The ledger, which is written before the queue, and what is remembered of others.
///   (4) Everything else: users, keys, certificates.
///   (5) All of it is synced, and read from end to end.
/// </remarks>
/// <param name="from">The data folder.</param>
/// <param name="to">The folder to make.</param>
/// <param name="progress">Is told what is being copied.</param>
internal sealed class DataBackup(string from, string to, Action<string> progress)
{
    private static readonly HashSet<string> NotCopied =
    [
        DataFiles.Spool, DataFiles.Ledger, DataFiles.State, DataFiles.Contents, DataFiles.Lock, DataFiles.ProcessId,
        DataFiles.Run,
    ];

    private int _contents, _carriedOff;

    /// <summary>Copies.</summary>
    /// <exception cref="IOException">A file cannot be read or written, or the folder is in use: the folder is left
    /// empty.</exception>
    /// <exception cref="OperationCanceledException">The caller wants to stop: likewise.</exception>
    public static BackupReport Run(string from, string to, Action<string> progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(from, DataFiles.Spool)))
            throw new StorageException(from, "there is no queue in it", "Name the configuration whose data folder is meant");
        if (File.Exists(to) || (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any()))
            throw new StorageException(to, "there is something already", "Name a new folder");
        if (Path.GetFullPath(to).StartsWith(Path.GetFullPath(from) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new StorageException(to, "it would lie in the data folder, and so in itself", "Name a folder somewhere else");
        try
        {
            DurableFile.CreatePrivateFolder(to);
            return new DataBackup(from, to, progress).Run(cancellationToken);
        }
        catch (Exception fault)
        {
            Clear(to); // half a copy is worse than none
            if (fault is not UnauthorizedAccessException) throw;
            throw new StorageException(to, $"it cannot be made ({fault.Message})",
                "Run it as the user that Gatepost runs as, and name a folder in which that user may write", fault);
        }
    }

    /// <summary>The folder itself stays: it may have been there before, and be where a disk is mounted.</summary>
    private static void Clear(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateDirectories(folder)) Directory.Delete(path, recursive: true);
        foreach (var path in Directory.EnumerateFiles(folder)) File.Delete(path);
    }

    private BackupReport Run(CancellationToken cancellationToken)
    {
        Database(DataFiles.Spool, cancellationToken);                                     // (1)
        Contents(cancellationToken);                                                      // (2)
        Database(DataFiles.Ledger, cancellationToken);                                    // (3)
        Database(DataFiles.State, cancellationToken);
        Others(from, to, cancellationToken);                                              // (4)
        return new()                                                                      // (5)
        {
            Folder = Path.GetFullPath(to),
            Octets = Sync(to),
            Contents = _contents,
            CarriedOff = _carriedOff,
            Findings = DataCheck.Run(to, part => progress($"{part}, reading it back"), cancellationToken),
        };
    }

    private void Database(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(from, name);
        if (!File.Exists(path)) return;
        progress(name);
        using var database = SqliteDatabase.OpenBeside(path);
        using var stop = cancellationToken.Register(database.Interrupt);
        try
        {
            database.CopyTo(Path.Combine(to, name));
        }
        catch (StorageException fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageException($"{path} cannot be copied to {to}: {fault.Message}", fault);
        }
    }

    private void Contents(CancellationToken cancellationToken)
    {
        var (theirs, ours) = (new ContentFolder(from), new ContentFolder(to));
        var gone = new List<string>();
        using (var copy = new SpoolReader(Path.Combine(to, DataFiles.Spool), ours))
        {
            foreach (var name in copy.ContentFiles())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress($"{DataFiles.Contents}, {_contents} files");
                if (TryCopy(theirs.PathOf(name), ours.PathOf(name))) _contents++;
                else gone.Add(name);
            }
        }

        using var live = new SpoolReader(Path.Combine(from, DataFiles.Spool), theirs);
        gone.RemoveAll(live.ContentFiles().Contains); // lost there too: the check of the copy says so
        using var database = SqliteDatabase.OpenBeside(Path.Combine(to, DataFiles.Spool));
        foreach (var name in gone) _carriedOff += Forget(database, name);
    }

    private static int Forget(SqliteDatabase copy, string contentFile)
    {
        using var entries = copy.Prepare("DELETE FROM entry WHERE id >> 10 = (SELECT number FROM content WHERE file = ?1)");
        using var content = copy.Prepare("DELETE FROM content WHERE file = ?1");
        var count = entries.Bind(1, contentFile).Run();
        content.Bind(1, contentFile).Run();
        return count;
    }

    private void Others(string source, string target, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            var isOfDatabase = name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal);
            if (isOfDatabase || name.EndsWith(DurableFile.UnfinishedSuffix, StringComparison.Ordinal)) continue;
            if (source == from && NotCopied.Contains(name)) continue;
            progress(name);
            if (Directory.Exists(path))
            {
                DurableFile.CreatePrivateFolder(Path.Combine(target, name));
                Others(path, Path.Combine(target, name), cancellationToken);
            }
            else
            {
                TryCopy(path, Path.Combine(target, name));
            }
        }
    }

    /// <summary>False: it is not there.</summary>
    private static bool TryCopy(string path, string copy)
    {
        try
        {
            File.Copy(path, copy); // with its mode
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The octets of all files, each on the disk when it ends.</summary>
    private static long Sync(string folder)
    {
        var octets = 0L;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            octets += RandomAccess.GetLength(file);
        }

        octets += Directory.EnumerateDirectories(folder).Sum(Sync);
        DurableFile.SyncFolder(folder);
        return octets;
    }
}
