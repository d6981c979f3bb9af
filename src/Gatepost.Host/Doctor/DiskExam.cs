namespace Gatepost.Host.Doctor;

/// <summary>Looks at the file system under the data folder. All that it writes is one file of 4 KiB, which is gone at
/// once.</summary>
internal static class DiskExam
{
    private const int Rounds = 7, Octets = 4096;

    /// <param name="folder">The data folder.</param>
    /// <param name="clock">To measure with.</param>
    public static (FolderFacts Folder, DiskFacts Disk) Run(FolderFacts folder, TimeProvider clock)
    {
        var path = Path.GetFullPath(folder.Path);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above) path = above;
        var seen = LinuxCalls.FileSystem(path);
        var disk = new DiskFacts
        {
            IsReadOnly = seen?.IsReadOnly ?? false,
            Files = seen is { Files: > 0 } ? (seen.Value.Files, seen.Value.FreeFiles) : null,
        };
        try
        {
            var drive = new DriveInfo(path);
            disk = disk with { Kind = drive.DriveFormat, Free = drive.AvailableFreeSpace };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Then it is not known.
        }

        if (folder.State is not FolderState.Usable || disk.IsReadOnly) return (folder, disk);
        try
        {
            return (folder, disk with { Sync = Write(path, clock) });
        }
        catch (UnauthorizedAccessException fault)
        {
            return (folder with { State = FolderState.ReadOnly, Problem = fault.Message }, disk);
        }
        catch (IOException fault)
        {
            return (folder, disk with { WriteProblem = fault.Message });
        }
    }

    private static TimeSpan Write(string folder, TimeProvider clock)
    {
        var path = Path.Combine(folder, $".doctor-{Guid.NewGuid():N}");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
        File.Delete(path);
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = clock.GetTimestamp();
            RandomAccess.Write(file.SafeFileHandle, new byte[Octets], 0);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            times.Add(clock.GetElapsedTime(start));
        }

        return times.Order().ElementAt(Rounds / 2);
    }
}
