using Gatepost.Host.CommandLine;

namespace Gatepost.Host;

/// <summary>The folder that holds everything that must survive. One process at a time has it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>The socket on which a running server takes the operator's orders.</summary>
    public static string SocketIn(string folder) => Path.Combine(Path.GetFullPath(folder), "run", "desk.sock");

    /// <summary>Makes the folder where it is missing, readable by nobody else, and takes it.</summary>
    /// <exception cref="Trouble">Somebody else has it, or it may not be written.</exception>
    public static DataFolder Take(string folder)
    {
        try
        {
            CreatePrivate(folder);
            CreatePrivate(Path.GetDirectoryName(SocketIn(folder))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"the data folder {folder} cannot be made: {e.Message}; make it, and give it to the user that runs gatepost",
                ExitCode.Unavailable);
        }

        try
        {
            return new DataFolder(new FileStream(Path.Combine(folder, "gatepost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new Trouble($"the data folder {folder} cannot be written: {e.Message}; give it to the user that runs gatepost",
                ExitCode.Unavailable);
        }
        catch (IOException)
        {
            throw new Trouble($"another gatepost has the data folder {folder}: stop it, or name another data_dir", ExitCode.Unavailable);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void CreatePrivate(string folder)
    {
        const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OnlyMe);
    }
}
