using System.Globalization;

namespace Gatepost.Host.Doctor;

/// <summary>Looks at the clock's keeper, and at what the server's process may use; where none runs, at what ours may.</summary>
internal static class MachineExam
{
    private const string Kept = "/run/systemd/timesync/synchronized", Groups = "/sys/fs/cgroup";

    public static MachineFacts Run(int? server)
    {
        var process = server is { } number ? number.ToString(CultureInfo.InvariantCulture) : "self";
        return new()
        {
            IsClockKept = File.Exists(Kept) ? true : LinuxCalls.IsClockKept(),
            Descriptors = Descriptors(ProcFiles.Lines($"/proc/{process}/limits")),
            Memory = Least(Available(ProcFiles.Lines("/proc/meminfo")), OfGroup(process)),
        };
    }

    /// <summary>Reads <c>Max open files            1024                 524288               files</c>: the soft limit.</summary>
    public static long? Descriptors(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
        return Number(line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault());
    }

    /// <summary>Reads <c>MemAvailable:    1234567 kB</c>.</summary>
    public static long? Available(IEnumerable<string> memory)
    {
        const string Name = "MemAvailable:";
        var line = memory.FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
        return Number(line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()) * 1024;
    }

    // "0::/system.slice/gatepost.service"; what the page cache holds is given back where it is needed.
    private static long? OfGroup(string process)
    {
        var line = ProcFiles.Lines($"/proc/{process}/cgroup")
            .FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal));
        var folder = Groups + (line?[3..].TrimEnd('/') ?? "");
        var most = Number(First($"{folder}/memory.max"));
        var cached = ProcFiles.Lines($"{folder}/memory.stat")
            .FirstOrDefault(static line => line.StartsWith("file ", StringComparison.Ordinal));
        return most - Number(First($"{folder}/memory.current")) + (Number(cached?[5..]) ?? 0);
    }

    private static string? First(string path) => ProcFiles.Lines(path) is [var line, ..] ? line : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Least(long? one, long? other) => one is null || other < one ? other ?? one : one;
}
