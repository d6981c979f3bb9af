using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Tests.Host;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Reporting;

public sealed class ReportVerbTests
{
    private const string Goldens = "tests/Gatepost.Tests/Reporting/Goldens/";

    private readonly FakeTimeProvider _time = new(ReportWorld.Now);

    [Theory]
    [InlineData("report.txt", null, "report")]
    [InlineData("report-80.txt", 80, "report")]
    [InlineData("report-out-120.txt", 120, "report", "--direction", "out", "--top", "3")]
    [InlineData("report-empty.txt", null, "report", "--domain", "nobody.test")]
    [InlineData("domains.csv", null, "report", "--csv")]
    [InlineData("days.csv", null, "report", "--csv", "days", "--days", "12")]
    [InlineData("partners.csv", null, "report", "--csv", "partners")]
    [InlineData("report.json", null, "report", "--json", "--days", "2")]
    [InlineData("report.html", null, "report", "--html", "-")]
    [InlineData("rehearsal.txt", null, "report", "rehearse", "--level", "verify")]
    [InlineData("rehearsal-80.txt", 80, "report", "rehearse", "--level", "verify")]
    [InlineData("rehearsal-in.txt", null, "report", "rehearse", "--level", "encrypt", "--direction", "in")]
    [InlineData("rehearsal.csv", null, "report", "rehearse", "--level", "verify", "--csv")]
    [InlineData("rehearsal.json", null, "report", "rehearse", "--level", "dane-only", "--json", "--top", "1")]
    [InlineData("rehearsal.html", null, "report", "rehearse", "--level", "verify", "--html", "-")]
    public async Task What_is_printed_is_what_the_golden_file_says(string golden, int? width, params string[] arguments)
    {
        await using var world = await ReportWorld.HarbourAsync();
        var console = new TestConsole(world.Door) { Time = world.Time, Width = width };
        Assert.Equal(ExitCode.Ok, await console.RunAsync(arguments));
        Assert.Empty(console.Error);
        Golden.Check(Goldens + golden, console.Plain);
        if (width is not null) Assert.All(console.Plain.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
    }

    [Fact]
    public async Task A_spreadsheet_takes_no_name_for_a_formula_and_no_comma_for_an_end()
    {
        await using var world = ReportWorld.Empty();
        world.Receive("=cmd|' /C calc'!A0,\"x\"", TlsFacts.Clear(), ReportWorld.Now);
        await world.WriteAsync();
        var console = new TestConsole(world.Door) { Time = world.Time };
        await console.RunAsync("report", "--csv");
        var lines = console.Out.Split("\r\n");
        Assert.StartsWith("\"'=cmd|' /C calc'!A0,\"\"x\"\"\",,out,", lines[1]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task What_the_desk_sends_is_what_the_verb_gets()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = await world.Reporter.ReportAsync(
            new() { Period = Period.Last(30, ReportWorld.Now), Direction = MailDirection.Out }, CancellationToken.None);
        var json = JsonSerializer.Serialize(report, DeskJson.Default.Report);
        Assert.Equivalent(report, JsonSerializer.Deserialize(json, DeskJson.Default.Report), strict: true);
        var rehearsal = await world.Reporter.RehearseAsync(
            new() { Level = TlsLevel.DaneOnly, Period = Period.Last(30, ReportWorld.Now) }, CancellationToken.None);
        json = JsonSerializer.Serialize(rehearsal, DeskJson.Default.Rehearsal);
        Assert.Equivalent(rehearsal, JsonSerializer.Deserialize(json, DeskJson.Default.Rehearsal), strict: true);
    }

    [Theory]
    [InlineData("2026-10-25", "2026-11-24")]
    [InlineData("2026-11-17", "2026-11-24", "--days", "7")]
    [InlineData("2026-11-01", "2026-12-01", "--since", "2026-11-01", "--until", "2026-12-01")]
    [InlineData("2026-11-16", "2026-11-24", "--since", "7d")]
    [InlineData("2026-09-01", "2026-10-01", "--until", "2026-10-01")]
    [InlineData("2026-09-24", "2026-10-01", "--until", "2026-10-01", "--days", "7")]
    [InlineData("2026-11-22", "2026-11-23", "--since", "2026-11-22T18:00", "--until", "2026-11-22T20:00")]
    public async Task The_period_is_of_whole_days(string since, string until, params string[] options)
    {
        var desk = new FakeDesk { Report = Empty() };
        Assert.Equal(ExitCode.Ok, await RunAsync(desk, ["report", "--json", .. options]));
        Assert.Equal(new Period(DateOnly.Parse(since, null), DateOnly.Parse(until, null)), desk.Reported!.Period);
    }

    [Theory]
    [InlineData("not both", "--days", "7", "--since", "7d")]
    [InlineData("no day in it", "--since", "2026-11-02", "--until", "2026-11-02")]
    [InlineData("longer than 4000 days", "--days", "5000")]
    [InlineData("is no number of rows", "--top", "none")]
    [InlineData("one of --json, --csv and --html", "--json", "--csv")]
    [InlineData("write 7d", "--since", "lately")]
    public async Task What_cannot_be_asked_is_answered_with_what_can(string words, params string[] options)
    {
        var console = new TestConsole(new FakeDesk().Door) { Time = _time };
        Assert.Equal(ExitCode.Usage, await console.RunAsync(["report", .. options]));
        Assert.Contains(words, console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_asked_for_where_programs_read_and_the_top_where_people_do()
    {
        Assert.Equal(10, await TopAsync("report"));
        Assert.Equal(3, await TopAsync("report", "--top", "3"));
        Assert.Equal(50, await TopAsync("report", "--html", "-"));
        Assert.Null(await TopAsync("report", "--json"));
        Assert.Null(await TopAsync("report", "--csv", "days"));
    }

    [Fact]
    public async Task A_level_that_no_client_can_meet_is_not_rehearsed_of_clients()
    {
        var console = new TestConsole(new FakeDesk().Door) { Time = _time };
        Assert.Equal(ExitCode.Usage, await console.RunAsync("report", "rehearse", "--level", "verify", "--direction", "in"));
        Assert.Contains("write --level encrypt", console.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await console.RunAsync("report", "rehearse"));
        Assert.Contains("--level", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_written_where_it_was_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "report.html");
        var console = new TestConsole(new FakeDesk { Report = Empty() }.Door) { Time = _time };
        Assert.Equal(ExitCode.Ok, await console.RunAsync("report", "--html", file));
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains($"The page is {file}", console.Out, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static Report Empty() => new()
    {
        MadeAt = ReportWorld.Now,
        Hostname = "mx.harbour.test",
        Query = new() { Period = Period.Last(1, ReportWorld.Now) },
        Answer = "No message left us.",
    };

    private async Task<int?> TopAsync(params string[] arguments)
    {
        var desk = new FakeDesk { Report = Empty() };
        await RunAsync(desk, arguments);
        return desk.Reported!.Top;
    }

    private Task<int> RunAsync(FakeDesk desk, string[] arguments) => new TestConsole(desk.Door) { Time = _time }.RunAsync(arguments);
}
