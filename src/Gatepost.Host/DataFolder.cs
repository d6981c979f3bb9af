using Gatepost.Host.CommandLine;
using Gatepost.Storage.Files;

namespace Gatepost.Host;

/// <summary>The folder that holds everything that must survive. The spool's store keeps other processes out of it.</summary>
internal static class DataFolder
{
    /// <summary>The socket on which a running server takes the operator's orders.</summary>
    public static string SocketIn(string folder) => Path.Combine(Path.GetFullPath(folder), DataFiles.Run, "desk.sock");

    /// <summary>Makes the folder where it is missing, readable by nobody else.</summary>
    /// <exception cref="Trouble">It cannot be made.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            CreatePrivate(folder);
            CreatePrivate(Path.GetDirectoryName(SocketIn(folder))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble(
                $"the data folder {folder} cannot be made: {e.Message}; make it, and give it to the user that runs gatepost",
                ExitCode.Unavailable);
        }
    }

    private static void CreatePrivate(string folder)
    {
        const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OnlyMe);
    }
}
