using System.Globalization;

namespace Gatepost.Host.CommandLine;

/// <summary>
/// A time on the command line: so long ago (<c>7d</c>, <c>12h</c>, <c>30m</c>), a day, or a moment (UTC where it does not say).
/// </summary>
internal static class TimeArgument
{
    public static DateTimeOffset? Parse(string? text, string option, TimeProvider clock)
    {
        if (text is null) return null;
        if (text.Length > 1 && int.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && UnitOf(text[^1]) is { } unit && count <= TimeSpan.FromDays(36500) / unit)
        {
            return clock.GetUtcNow() - (count * unit);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ssK",
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, Utc, out var moment)) return moment;
        throw new Trouble($"{option} {text} is no time: write 7d, 12h, 30m, 2026-11-23 or 2026-11-23T18:00", ExitCode.Usage);
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(7),
        _ => null,
    };
}
