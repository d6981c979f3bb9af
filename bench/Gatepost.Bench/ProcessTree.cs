using System.Globalization;

namespace Gatepost.Bench;

/// <summary>CPU and memory of a process and all its descendants, from /proc.</summary>
internal sealed class ProcessTree(int root)
{
    private const double TicksPerSecond = 100;      // USER_HZ, the same on every Linux

    /// <summary>Seconds of CPU that the family has used, children that ended included.</summary>
    public double CpuSeconds() => Family().Sum(static process => Stat(process) is { } stat
        ? stat[11..15].Sum(static ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond : 0);

    /// <summary>Proportional set size: what is shared between processes counts once.</summary>
    public double Megabytes() => Family().Sum(static process => PssKilobytes(process)) / 1024;

    private IEnumerable<int> Family()
    {
        var children = Directory.GetDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), out var process) ? process : 0)
            .Where(static process => process > 0)
            .Select(static process =>
                (process, Parent: Stat(process) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0))
            .ToLookup(static pair => pair.Parent, static pair => pair.process);
        var open = new Stack<int>([root]);
        while (open.TryPop(out var process))
        {
            yield return process;
            foreach (var child in children[process]) open.Push(child);
        }
    }

    /// <summary>The fields of /proc/PID/stat from the state on; null when the process has ended.</summary>
    private static string[]? Stat(int process)
    {
        var text = ReadOrNull($"/proc/{process}/stat");
        return text?[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double PssKilobytes(int process)
    {
        var line = ReadOrNull($"/proc/{process}/smaps_rollup")?.Split('\n')
            .FirstOrDefault(static l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null
            ? 0
            : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
