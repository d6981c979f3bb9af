namespace Gatepost.Interop.Lab.Disks;

/// <summary>A file system on a file, mounted over a loop device of its own.</summary>
internal sealed class MountedDisk : IDisposable
{
    private readonly string _device;

    private MountedDisk(string device, string folder)
    {
        _device = device;
        Folder = folder;
    }

    public string Folder { get; }

    /// <summary>Makes a file system, ext4, with a journal or without: one with a journal goes read-only once a write of it
    /// failed.</summary>
    public static async Task<MountedDisk> FormatAsync(string file, string folder, bool hasJournal = true)
    {
        var device = await DeviceAsync(file);
        (await CommandRun.OfAsync("mkfs.ext4", "-q", "-E", "nodiscard,lazy_itable_init=0,lazy_journal_init=0",
            "-O", hasJournal ? "has_journal" : "^has_journal", device)).MustSucceed();
        return await MountAsync(device, folder);
    }

    /// <summary>Mounts what is there: its journal is played back first, as after a power cut.</summary>
    public static async Task<MountedDisk> OpenAsync(string file, string folder) => await MountAsync(await DeviceAsync(file), folder);

    /// <summary>Mounts it anew: nothing of it is cached any more.</summary>
    public async Task RemountAsync()
    {
        (await CommandRun.OfAsync("umount", Folder)).MustSucceed();
        (await CommandRun.OfAsync("mount", _device, Folder)).MustSucceed();
    }

    public async Task MakeReadOnlyAsync(bool isReadOnly) =>
        (await CommandRun.OfAsync("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Folder)).MustSucceed();

    public void Dispose()
    {
        CommandRun.OfAsync("umount", Folder).GetAwaiter().GetResult();
        CommandRun.OfAsync("losetup", "--detach", _device).GetAwaiter().GetResult();
    }

    private static async Task<string> DeviceAsync(string file) =>
        (await CommandRun.OfAsync("losetup", "--find", "--show", file)).MustSucceed().Output.Trim();

    private static async Task<MountedDisk> MountAsync(string device, string folder)
    {
        Directory.CreateDirectory(folder);
        (await CommandRun.OfAsync("mount", device, folder)).MustSucceed();
        return new(device, folder);
    }
}
