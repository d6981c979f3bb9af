using System.Globalization;
using System.Net;

namespace Gatepost.Host.Doctor;

/// <summary>Reads what Linux tells of its processes under /proc; elsewhere nothing is there to be read.</summary>
internal static class ProcFiles
{
    private const string Listening = "0A";

    public static IReadOnlyList<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Who holds a lock on a file: <c>1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF</c>.</summary>
    /// <param name="inode">The file, as in that line.</param>
    public static int? LockHolder(string inode)
    {
        foreach (var line in Lines("/proc/locks"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 5 && words[5] == inode
                && int.TryParse(words[4], CultureInfo.InvariantCulture, out var process) && process > 0) return process;
        }

        return null;
    }

    /// <summary>The user as whom a process runs.</summary>
    public static uint? UserOf(int process) => Lines($"/proc/{process}/status")
        .Where(static line => line.StartsWith("Uid:", StringComparison.Ordinal))
        .Select(static line => line.Split('\t', StringSplitOptions.RemoveEmptyEntries))
        .Where(static words => words.Length > 2)
        .Select(static words => uint.TryParse(words[2], CultureInfo.InvariantCulture, out var user) ? user : (uint?)null)
        .FirstOrDefault();

    /// <summary>The process that listens at an address, or at all addresses, with its name; null: nobody, or we may not see
    /// it.</summary>
    public static (int Process, string Name)? Listener(IPEndPoint place)
    {
        var sockets = Sockets("/proc/net/tcp", place).Concat(Sockets("/proc/net/tcp6", place)).ToHashSet();
        if (sockets.Count == 0) return null;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process)) continue;
            if (OpenFiles(folder).Any(sockets.Contains))
                return (process, Lines($"{folder}/comm") is [var name, ..] ? name : "?");
        }

        return null;
    }

    //   sl  local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt   uid  timeout inode
    //    0: 0100007F:0019 00000000:0000 0A …
    private static IEnumerable<string> Sockets(string table, IPEndPoint place)
    {
        foreach (var line in Lines(table))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 9 && words[3] == Listening && Place(words[1]) is { } local
                && local.Port == place.Port && PortExam.Overlap(local.Address, place.Address))
                yield return $"socket:[{words[9]}]";
        }
    }

    // The address in words of four octets, each with the last octet first (on little-endian machines, as all that .NET runs on).
    private static IPEndPoint? Place(string text)
    {
        if (text.Split(':') is not [var address, var port] || address.Length is not (8 or 32)) return null;
        var octets = Convert.FromHexString(address);
        for (var word = 0; word < octets.Length; word += 4) octets.AsSpan(word, 4).Reverse();
        return new(new IPAddress(octets), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> OpenFiles(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"{folder}/fd")
                .Select(static link => new FileInfo(link).LinkTarget ?? "")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
