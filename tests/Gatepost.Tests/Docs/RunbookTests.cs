using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Gatepost.Tests.Docs;

/// <summary>The runbook is complete: each event of the log, each metric, each part of health.</summary>
public sealed partial class RunbookTests
{
    private const string Begin = "<!-- events -->\n", End = "<!-- end of events -->";

    private static readonly string Page = Repository.Read("docs/runbook.md");

    private static readonly Event[] Events =
    [
        .. new[] { typeof(Messages.QueuedMessage).Assembly, typeof(Gatepost.Host.CommandLine.Verb).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetMethods(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(static method => (Method: method, Says: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(static one => one.Says is not null)
            .Select(static one => new Event(one.Says!.EventId, NameOf(one.Method), one.Says.Level, one.Says.Message))
            .OrderBy(static one => one.Number).ThenBy(static one => one.Message, StringComparer.Ordinal),
    ];

    [Fact]
    public void The_page_lists_every_event_as_it_is()
    {
        Assert.True(Events.Length > 100);
        var from = Page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var wanted = Reference();
        if (wanted == Page[from..Page.IndexOf(End, StringComparison.Ordinal)]) return;
        var path = Repository.PathOf("artifacts/runbook-events.md");
        File.WriteAllText(path, wanted);
        Assert.Fail($"docs/runbook.md has old events; the right ones are in {path}");
    }

    [Fact]
    public void Each_event_from_warning_on_says_what_it_means_and_what_to_do()
    {
        var told = Told().Matches(Page).ToDictionary(
            static match => int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture),
            static match => (Name: match.Groups["name"].Value, Text: match.Groups["text"].Value));
        var grave = Events.Where(static one => one.Level >= LogLevel.Warning).ToList();

        Findings.AssertNone([
            .. grave.Where(one => !told.TryGetValue(one.Number, out var words) || words.Name != one.Name
                || !words.Text.Contains("*What to do:*", StringComparison.Ordinal)).Select(static one => $"{one.Number} {one.Name} is not told"),
            .. told.Keys.Except(grave.Select(static one => one.Number)).Select(static number => $"{number} is told, and there is none"),
        ]);
    }

    [Fact]
    public void One_number_is_one_event_and_no_other_has_its_name()
    {
        var known = Events.DistinctBy(static one => (one.Number, one.Name, one.Level)).ToList();
        Findings.AssertNone([
            .. known.GroupBy(static one => one.Number).Where(static group => group.Count() > 1).Select(static group => string.Join(" and ", group)),
            .. known.GroupBy(static one => one.Name).Where(static group => group.Count() > 1).Select(static group => string.Join(" and ", group)),
        ]);
    }

    [Fact]
    public void Each_metric_is_told_with_what_to_watch_it_for()
    {
        var metrics = Repository.Files("src", "*.cs").SelectMany(static file => Metric().Matches(Repository.Read(file)))
            .Select(static match => match.Groups[1].Value).ToHashSet();
        Assert.True(metrics.Count > 20);
        var told = Page.Split('\n').Where(static line => line.StartsWith("| `gatepost.", StringComparison.Ordinal))
            .SelectMany(static line => Quoted().Matches(line.Split('|')[1])).Select(static match => match.Groups[1].Value).ToList();

        Assert.Equal(metrics.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_metric_of_an_alarm_exists()
    {
        var metrics = Repository.Files("src", "*.cs").SelectMany(static file => Metric().Matches(Repository.Read(file)))
            .Select(static match => match.Groups[1].Value.Replace('.', '_')).ToList();
        var named = Exported().Matches(Page).Select(static match => match.Value).Distinct().ToList();

        Assert.True(named.Count > 5);
        Findings.AssertNone(named.Where(name => !metrics.Any(metric =>
            name == metric || name == metric + "_seconds" || name == metric + "_total")));
    }

    [Fact]
    public void Each_part_of_health_is_told()
    {
        var parts = HealthPart().Matches(Repository.Read("src/Gatepost.Host/Admin/Health.cs"))
            .Select(static match => match.Groups[1].Value.Split(' ')[0]).Distinct().ToList();
        Assert.Contains("disk", parts);
        Findings.AssertNone(parts.Where(static part => !Page.Contains($"\n| `{part}` |", StringComparison.Ordinal)));
    }

    private static string NameOf(MethodInfo method) => method.Name.StartsWith("Log", StringComparison.Ordinal) ? method.Name[3..] : method.Name;

    private static string Reference()
    {
        var text = new StringBuilder("| number | name | level | line |\n|---|---|---|---|\n");
        foreach (var one in Events)
            text.Append($"| {one.Number} | {one.Name} | {Word(one.Level)} | {one.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return text.ToString();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Critical => "fatal",
        _ => level.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(@"^\*\*(?<number>\d{4}) (?<name>\w+)\*\* (?<text>(?:.+\n)+)", RegexOptions.Multiline)]
    private static partial Regex Told();

    [GeneratedRegex("Create\\w+(?:<\\w+>)?\\(\\s*\"(gatepost\\.[a-z_.]+)\"")]
    private static partial Regex Metric();

    [GeneratedRegex("gatepost_[a-z_]+")]
    private static partial Regex Exported();

    [GeneratedRegex("`(gatepost[a-z_.]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("(?:new\\(|Certificate\\(\\$?)\"([a-z]+[^\"]*)\"")]
    private static partial Regex HealthPart();

    private sealed record Event(int Number, string Name, LogLevel Level, string Message);
}
