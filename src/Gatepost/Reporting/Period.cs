using System.Globalization;
using System.Text.Json.Serialization;

namespace Gatepost.Reporting;

/// <summary>Whole days, UTC.</summary>
/// <param name="Since">The first one.</param>
/// <param name="Until">The first one after it.</param>
public readonly record struct Period(DateOnly Since, DateOnly Until)
{
    /// <summary>How many.</summary>
    [JsonIgnore]
    public int Days => Until.DayNumber - Since.DayNumber;

    /// <summary>The last so many days, today included.</summary>
    public static Period Last(int days, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new(today.AddDays(1 - days), today.AddDays(1));
    }

    /// <summary><c>2026-10-25 to 2026-11-23 (30 days, UTC)</c></summary>
    public override string ToString() => Days == 1
        ? $"{Day(Since)} (UTC)"
        : string.Create(CultureInfo.InvariantCulture, $"{Day(Since)} to {Day(Until.AddDays(-1))} ({Days} days, UTC)");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
