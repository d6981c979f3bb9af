using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gatepost.Bench;

/// <summary>The measured figures as a table for people and as JSON for machines.</summary>
internal static class Report
{
    private static readonly CompositeFormat Columns =
        CompositeFormat.Parse("{0,-26} {1,-9} {2,9} {3,9} {4,8} {5,8} {6,8} {7,6} {8,6}");

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<LoadResult> results)
    {
        Console.WriteLine(Line("case", "relay", "msg/s", "CPU ms/m", "peak MB", "p50 ms", "p99 ms", "lost", "twice"));
        foreach (var group in results.GroupBy(static r => r.Case))
        {
            foreach (var r in group)
            {
                Console.WriteLine(Line(
                    r.Case, r.Relay, Number(r.PerSecond, "F0"), Number(r.CpuMilliseconds, "F3"), Number(r.PeakMegabytes, "F0"),
                    Number(r.P50Milliseconds, "F1"), Number(r.P99Milliseconds, "F1"), $"{r.Lost}", $"{r.Duplicates}"));
            }

            if (group.ToArray() is [var postfix, var gatepost])
                Console.WriteLine(Line("", "ratio", "×" + Number(gatepost.PerSecond / postfix.PerSecond, "F1"),
                    "×" + Number(gatepost.CpuMilliseconds / postfix.CpuMilliseconds, "F3"), "", "", "", "", ""));
        }
    }

    public static void Save(IReadOnlyList<LoadResult> results, string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(results, Json) + "\n");

    private static string Line(params string[] cells) =>
        string.Format(CultureInfo.InvariantCulture, Columns, (object[])cells).TrimEnd();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
