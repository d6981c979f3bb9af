using System.Globalization;

namespace Gatepost.Configuration.Values;

/// <summary>
/// Numbers of octets as people write them: <c>50 MiB</c>, <c>10KiB</c>, <c>65536</c>. KiB, MiB, GiB and TiB count by 1024;
/// k, kB, KB and their greater kin mean the same here, since nobody who writes "10 MB" of mail means 9.54 MiB.
/// </summary>
internal static class SizeText
{
    private static readonly string[] Units = ["", "KiB", "MiB", "GiB", "TiB"];

    public static Parsed<long> Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = 0;
        while (digits < trimmed.Length && char.IsAsciiDigit(trimmed[digits])) digits++;
        if (digits is 0 or > 18) return Parsed<long>.Refuse("is no size");

        var number = long.Parse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        var shift = Shift(trimmed[digits..].Trim());
        if (shift < 0) return Parsed<long>.Refuse("has a unit that is unknown");
        return number > long.MaxValue >> shift ? Parsed<long>.Refuse("is too large") : number << shift;
    }

    /// <summary>The shortest exact form: <c>50 MiB</c>, <c>1000</c>.</summary>
    public static string Format(long octets)
    {
        var unit = 0;
        while (octets != 0 && unit < Units.Length - 1 && octets % 1024 == 0)
        {
            octets /= 1024;
            unit++;
        }

        var number = octets.ToString(CultureInfo.InvariantCulture);
        return unit == 0 ? number : $"{number} {Units[unit]}";
    }

    private static int Shift(ReadOnlySpan<char> unit) => unit.Length == 0 || unit.Equals("B", StringComparison.OrdinalIgnoreCase)
        ? 0
        : IsPrefixed(unit) ? 10 * (1 + "KMGT".IndexOf(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal)) : -1;

    private static bool IsPrefixed(ReadOnlySpan<char> unit) =>
        "KMGT".Contains(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal)
        && (unit.Length == 1 || unit[1..].Equals("B", StringComparison.OrdinalIgnoreCase)
            || unit[1..].Equals("iB", StringComparison.OrdinalIgnoreCase));
}
