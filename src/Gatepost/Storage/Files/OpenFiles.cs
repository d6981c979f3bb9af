using System.Globalization;
using System.Runtime.InteropServices;

namespace Gatepost.Storage.Files;

/// <summary>The files that this process has open.</summary>
internal static partial class OpenFiles
{
    /// <summary>
    /// The descriptor of a file that SQLite has open: to open it once more and close it would end all locks of this process on it
    /// (fcntl(2)).
    /// </summary>
    public static int? Find(string path)
    {
        var real = RealPath(path, 0);
        if (real == 0) return null;
        var name = Marshal.PtrToStringUTF8(real);
        Free(real);
        foreach (var link in new DirectoryInfo("/proc/self/fd").EnumerateFiles())
        {
            if (link.LinkTarget == name) return int.Parse(link.Name, CultureInfo.InvariantCulture);
        }

        return null;
    }

    // What the links of /proc name is free of symbolic links, which a data folder may lie behind.
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint into);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint octets);
}
