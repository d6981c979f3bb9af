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
    public static async Task<MountedDisk> FormatAsync(string file, string folder, bool hasJournal = true, params string[] more)
    {
        var device = await DeviceAsync(file);
        string[] format =
        [
            "-q", "-E", "nodiscard,lazy_itable_init=0,lazy_journal_init=0",
            "-O", hasJournal ? "has_journal" : "^has_journal", .. more, device,
        ];
        (await CommandRun.OfAsync("mkfs.ext4", format)).MustSucceed();
        return await MountAsync(device, folder);
    }

    /// <summary>Mounts what is there: its journal is played back first, as after a power cut.</summary>
    public static async Task<MountedDisk> OpenAsync(string file, string folder) => await MountAsync(await DeviceAsync(file), folder);

    /// <summary>Mounts it anew: nothing of it is cached any more.</summary>
    public async Task RemountAsync(bool isChecked = false)
    {
        const int Corrected = 1, Operational = 8; // of e2fsck(8)
        (await CommandRun.OfAsync("umount", Folder)).MustSucceed();
        if (isChecked)
        {
            // A process of another test with mounts of its own may have a copy of this one, for as long as it runs.
            CommandRun check;
            var tries = 0;
            while ((check = await CommandRun.OfAsync("e2fsck", "-f", "-y", _device)).ExitCode == Operational && ++tries < 300)
                await Task.Delay(100);
            Assert.True(check.ExitCode is 0 or Corrected, check.Output);
        }

        (await CommandRun.OfAsync("mount", _device, Folder)).MustSucceed();
    }

    /// <summary>Leaves so much room.</summary>
    public void Fill(int kibibytes)
    {
        var drive = new DriveInfo(Folder);
        using var ballast = new FileStream(Path.Combine(Folder, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var octets = new byte[1024];
        try
        {
            while (true) ballast.Write(octets);
        }
        catch (IOException)
        {
            // That was the last block.
        }

        ballast.Flush(flushToDisk: true);
        while (drive.AvailableFreeSpace < kibibytes * 1024L) ballast.SetLength(ballast.Length - 1024);
    }

    /// <summary>The system has made it read-only.</summary>
    public bool IsReadOnly => File.ReadLines("/proc/self/mounts").Select(static line => line.Split(' '))
        .Any(mount => mount[1] == Folder && mount[3].Split(',') is ["ro", ..] or [.., "emergency_ro"] or [_, "emergency_ro", ..]);

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
