using System.Globalization;

namespace Gatepost.Reporting;

/// <summary>Numbers as reports write them.</summary>
public static class Figures
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " " };

    /// <summary><c>61 302</c></summary>
    public static string Count(long number) => number.ToString("N0", Grouped);

    /// <summary><c>1 message</c>, <c>61 302 messages</c></summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Count(number)} {noun}s";

    /// <summary>
    /// <c>0.35 %</c>, <c>65.4 %</c>: the nearer to nothing or to all, the finer, and never "100 %" where something is missing.
    /// </summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0) return "";
        if (part == 0) return "0 %";
        if (part == whole) return "100 %";
        var percent = 100.0 * part / whole;
        return percent switch
        {
            < 0.01 => "< 0.01 %",
            > 99.99 => "> 99.99 %",
            < 1 or > 99 => percent.ToString("0.00 '%'", CultureInfo.InvariantCulture),
            _ => percent.ToString("0.0 '%'", CultureInfo.InvariantCulture),
        };
    }

    /// <summary><c>214 (0.35 %)</c></summary>
    public static string Part(long part, long whole) => $"{Count(part)} ({Share(part, whole)})";

    /// <summary>Some names and how many more: <c>fog.test, mist.test and 7 more</c>.</summary>
    public static string Some(IReadOnlyCollection<string> names, int shown = 3) => names.Count <= shown + 1
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(shown))} and {Count(names.Count - shown)} more";
}
