using System.CommandLine;
using Gatepost.Ledger;
using Gatepost.Reporting;

namespace Gatepost.Host.CommandLine;

/// <summary><c>--days</c>, <c>--since</c>, <c>--until</c>: the period of a report, in whole days.</summary>
internal sealed class PeriodOptions
{
    private const int Usual = 30, Longest = 4000;

    private readonly Option<int> _days = CountOption.Create("--days", "The last so many days, today included.", Usual);

    private readonly Option<string?> _since =
        new("--since") { Description = "From this day on (UTC): 2026-11-01, or 90d for so long ago.", HelpName = "DAY" };

    private readonly Option<string?> _until =
        new("--until") { Description = "Before this day: --since 2026-11-01 --until 2026-12-01 is November.", HelpName = "DAY" };

    public Symbol[] All => [_days, _since, _until];

    /// <exception cref="Trouble">It cannot be.</exception>
    public Period Read(ParseResult parsed, TimeProvider clock)
    {
        var (sinceText, untilText) = (parsed.GetValue(_since), parsed.GetValue(_until));
        var daysAreGiven = parsed.GetResult(_days) is { Implicit: false };
        if (daysAreGiven && sinceText is not null) throw new Trouble("give --days or --since, not both", ExitCode.Usage);
        var days = parsed.GetValue(_days);
        var until = TimeArgument.Parse(untilText, "--until", clock) is { } end
            ? Legs.DayOf(end).AddDays(end.UtcDateTime.TimeOfDay > TimeSpan.Zero ? 1 : 0)
            : Legs.DayOf(clock.GetUtcNow()).AddDays(1);
        var since = TimeArgument.Parse(sinceText, "--since", clock) is { } begin ? Legs.DayOf(begin) : until.AddDays(-days);
        var period = new Period(since, until);
        if (period.Days <= 0) throw new Trouble("the period has no day in it: --since must be before --until", ExitCode.Usage);
        return period.Days <= Longest
            ? period
            : throw new Trouble($"the period is longer than {Longest} days: ask for less at once", ExitCode.Usage);
    }
}
