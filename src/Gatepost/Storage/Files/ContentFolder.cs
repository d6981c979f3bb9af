using System.Security.Cryptography;

namespace Gatepost.Storage.Files;

/// <summary>The folder of contents that are too long for the database, each in a file of its own.</summary>
internal sealed class ContentFolder
{
    /// <summary>The end of the names of contents.</summary>
    public const string Suffix = ".eml";

    /// <summary>
    /// Octets that contents on their way may hold in memory together, before each goes to its file early: less in a small
    /// container.
    /// </summary>
    public static readonly long MostInMemory =
        Math.Min(32 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16);

    private readonly string _folder;
    private long _inMemory;

    public ContentFolder(string dataDirectory)
    {
        _folder = Path.Combine(dataDirectory, DataFiles.Contents);
        if (Directory.Exists(_folder)) return;
        DurableFile.CreatePrivateFolder(_folder);
        DurableFile.SyncFolder(dataDirectory);
    }

    /// <summary>Octets that can still be written here.</summary>
    public long FreeSpace => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>Contents on their way hold so much memory that each must go to its file early.</summary>
    public bool IsCrowded => Interlocked.Read(ref _inMemory) > MostInMemory;

    /// <summary>A content on its way holds so many octets more, or fewer.</summary>
    public void Hold(long octets) => Interlocked.Add(ref _inMemory, octets);

    /// <summary>A path that no other content has or will have.</summary>
    public string NewPath() => PathOf(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)) + Suffix);

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Removes a content; one that is not there is as good as removed.</summary>
    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>
    /// Removes what a crash has left: unfinished files, and finished ones that no row names. Call it at the start, before
    /// anything is written: what is there then is from before.
    /// </summary>
    /// <returns>How many were removed.</returns>
    public int RemoveOrphans(IReadOnlySet<string> named)
    {
        try
        {
            return RemoveOthers(named);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException(_folder, $"we may not work in it ({e.Message})",
                "Give it, with all that is in it, to the user that Gatepost runs as", e);
        }
    }

    private int RemoveOthers(IReadOnlySet<string> named)
    {
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_folder))
        {
            var name = Path.GetFileName(path);
            var isOurs = name.EndsWith(Suffix, StringComparison.Ordinal)
                || name.EndsWith(Suffix + DurableFile.UnfinishedSuffix, StringComparison.Ordinal);
            if (!isOurs || named.Contains(name)) continue;
            File.Delete(path);
            removed++;
        }

        return removed;
    }
}
