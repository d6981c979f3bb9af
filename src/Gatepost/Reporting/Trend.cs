using System.Globalization;

namespace Gatepost.Reporting;

/// <summary>The days of a report, put together to weeks or months where they are too many to be looked at.</summary>
public static class Trend
{
    private const int MostDays = 62, MostWeeks = 30;

    /// <summary>The rows, and what one of them is: <c>day</c>, <c>week</c>, <c>month</c>.</summary>
    public static (string Unit, IReadOnlyList<TrendRow> Rows) Of(IReadOnlyList<DayRow> days) => days.Count switch
    {
        <= MostDays => ("day", Group(days, Day)),
        <= MostWeeks * 7 => ("week", Group(days, day => $"week of {Day(Monday(day))}")),
        _ => ("month", Group(days, day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture))),
    };

    private static TrendRow[] Group(IReadOnlyList<DayRow> days, Func<DateOnly, string> label) =>
    [
        .. days.GroupBy(row => label(row.Day)).Select(group => new TrendRow(
            group.Key, group.First().Day,
            group.Aggregate(Traffic.None, static (sum, row) => sum.Plus(row.Out)),
            group.Aggregate(Traffic.None, static (sum, row) => sum.Plus(row.In)))),
    ];

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
