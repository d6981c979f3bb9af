using System.Globalization;
using System.Text;

namespace Gatepost.Configuration.Values;

/// <summary>Times as people write them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>5d</c>. Units, each once, from the greatest down:
/// w, d, h, m, s, ms. A number without a unit is refused: is it seconds or minutes?</summary>
internal static class DurationText
{
    private const int MaxLength = 40;

    private static readonly (string Name, long Milliseconds)[] Units =
        [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>A hundred years: more is a slip of the pen, and timers could not hold it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static Parsed<TimeSpan> Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > MaxLength) return Parsed<TimeSpan>.Refuse("is no duration");
        if (rest.IndexOfAnyExceptInRange('0', '9') < 0) return Parsed<TimeSpan>.Refuse("lacks its unit");

        long total = 0;
        var unit = -1;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 12) return Parsed<TimeSpan>.Refuse("is no duration");
            var number = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..].TrimStart();

            var letters = rest.IndexOfAnyInRange('0', '9') is var next and >= 0 ? next : rest.Length;
            var found = UnitOf(rest[..letters].TrimEnd());
            if (found <= unit) return Parsed<TimeSpan>.Refuse("is no duration");
            unit = found;
            if (number > (long)Longest.TotalMilliseconds / Units[unit].Milliseconds)
                return Parsed<TimeSpan>.Refuse("is too long");
            total += number * Units[unit].Milliseconds;
            rest = rest[letters..].TrimStart();
        }

        var duration = TimeSpan.FromMilliseconds(total);
        return duration > Longest ? Parsed<TimeSpan>.Refuse("is too long") : duration;
    }

    /// <summary>The shortest exact form without weeks: <c>1h30m</c>, <c>5d</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = (long)duration.TotalMilliseconds;
        foreach (var (name, milliseconds) in Units.AsSpan(1))
        {
            if (rest < milliseconds) continue;
            text.Append(rest / milliseconds).Append(name);
            rest %= milliseconds;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static int UnitOf(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Units.Length; i++)
            if (name.SequenceEqual(Units[i].Name)) return i;
        return -1;
    }
}
