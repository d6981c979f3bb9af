using Gatepost.Storage.Files;

namespace Gatepost.Host.Doctor;

/// <summary>Looks at the data folder itself.</summary>
internal static class FolderExam
{
    private const int MostForeign = 3;

    public static FolderFacts Run(string path, int? server)
    {
        if (!Directory.Exists(path)) return IsHidden(path, out var problem)
            ? new(path, FolderState.Denied, problem)
            : new(path, FolderState.Missing);
        var facts = new FolderFacts(path, FolderState.Usable)
        {
            Mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path),
            Owner = LinuxCalls.Owner(path)?.Owner,
            ServerUser = server is { } process ? ProcFiles.UserOf(process) : null,
        };
        try
        {
            string[] names = [.. Directory.EnumerateFileSystemEntries(path)];
            return facts with { Foreign = Foreign(names, facts.Owner) };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return facts with { State = FolderState.Denied, Problem = fault.Message };
        }
    }

    // Of a folder below one that we may not enter, "not there" is all that can be seen.
    private static bool IsHidden(string path, out string problem)
    {
        problem = "";
        for (var at = Path.GetDirectoryName(Path.GetFullPath(path)); at is not null; at = Path.GetDirectoryName(at))
        {
            if (!Directory.Exists(at)) continue;
            try
            {
                _ = Directory.EnumerateFileSystemEntries(at).FirstOrDefault();
                return false;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                problem = fault.Message;
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<string> Foreign(IReadOnlyList<string> paths, uint? owner)
    {
        if (owner is null) return [];
        var contents = paths.FirstOrDefault(static path => Path.GetFileName(path) == DataFiles.Contents);
        var all = contents is not null && Directory.Exists(contents) ? paths.Concat(Directory.EnumerateFiles(contents)) : paths;
        return [.. all.Where(path => LinuxCalls.Owner(path) is { } place && place.Owner != owner)
            .Take(MostForeign).Select(static path => Path.GetFileName(path))];
    }
}
