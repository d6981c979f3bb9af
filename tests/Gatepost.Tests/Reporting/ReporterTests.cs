using Gatepost.Messages;
using Gatepost.Reporting;

namespace Gatepost.Tests.Reporting;

public sealed class ReporterTests
{
    private static readonly ReportQuery Month = new() { Period = Period.Last(30, ReportWorld.Now) };

    [Fact]
    public async Task An_empty_ledger_says_so()
    {
        await using var world = ReportWorld.Empty();
        var report = await world.Reporter.ReportAsync(Month, CancellationToken.None);
        Assert.Equal("No message left us. No message came in.", report.Answer);
        Assert.Equal(30, report.Days.Count);
        Assert.All(report.Days, day => Assert.True(day.Out.IsNothing() && day.In.IsNothing()));
        Assert.Equal(["lighthouse", "quiet", "fog"], report.Partners.Select(row => row.Name));
    }

    [Fact]
    public async Task The_answer_names_how_much_to_whom_and_what_waits()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = await world.Reporter.ReportAsync(Month, CancellationToken.None);
        Assert.Equal(
            "Of 1 971 messages that left us, 1 961 (99.49 %) went over TLS, 1 601 (81.2 %) to a server that proved who it is, and "
            + "10 (0.51 %) in clear text (to fog.test); 1 waits for encryption (to bay.lighthouse.test); 1 could not be delivered for "
            + "want of it. Of 840 messages that came in, 810 (96.4 %) came over TLS, and 30 (3.6 %) in clear text.",
            report.Answer);
    }

    [Fact]
    public async Task What_is_added_up_by_day_by_domain_by_partner_and_in_all_is_the_same_mail()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = await world.Reporter.ReportAsync(Month, CancellationToken.None);
        var days = report.Days.Aggregate(Traffic.None, (sum, day) => sum.Plus(day.Out));
        var domains = report.Domains.Rows.Aggregate(Traffic.None, (sum, row) => sum.Plus(row.Out));
        Assert.Equal(report.Out, days);
        Assert.Equal(report.Out, domains);
        Assert.Equal(report.In, report.Domains.Rows.Aggregate(Traffic.None, (sum, row) => sum.Plus(row.In)));
        var partner = report.Partners[0];
        Assert.Equal((1200L, 1L, 800L), (partner.Out.PartnerVerified, partner.Out.WaitsForTls, partner.In.Messages));
        Assert.True(report.Partners[1].Out.IsNothing());
        // An agreement on mail from somebody is not one on mail to them.
        Assert.Equal((0L, 30L, "in: tls (watched)"),
            (report.Partners[2].Out.Messages, report.Partners[2].In.Clear, report.Partners[2].Demand()));
        Assert.All(report.Levels, level => Assert.Equal(report.Out.Messages, level.Met + level.Kept));
    }

    [Fact]
    public async Task Lists_are_in_the_order_of_what_matters_and_are_cut_with_their_length_told()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = await world.Reporter.ReportAsync(Month with { Top = 2 }, CancellationToken.None);
        Assert.Equal(["lighthouse.test", "pier.test"], report.Domains.Rows.Select(row => row.Domain));
        Assert.Equal((7L, 5L), (report.Domains.Total, report.Domains.More));
        Assert.Equal(["fog.test"], report.ClearOut.Rows.Select(row => row.Domain));
        Assert.Equal([("fog.test", TlsReason.NotOffered), ("bay.lighthouse.test", TlsReason.Expired)],
            report.Troubles.Rows.Select(row => (row.Domain, row.Reason)));
    }

    [Fact]
    public async Task A_direction_a_domain_and_a_period_leave_the_rest_out()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var incoming = await world.Reporter.ReportAsync(Month with { Direction = MailDirection.In }, CancellationToken.None);
        Assert.Equal("Of 840 messages that came in, 810 (96.4 %) came over TLS, and 30 (3.6 %) in clear text.", incoming.Answer);
        Assert.True(incoming.Out.IsNothing());
        var fog = await world.Reporter.ReportAsync(Month with { Domain = "fog.test" }, CancellationToken.None);
        Assert.Equal((10L, 30L, 0L), (fog.Out.Messages, fog.In.Messages, fog.Submitted.Messages));
        Assert.Equal(["fog"], fog.Partners.Select(row => row.Name));
        var subdomains = await world.Reporter.ReportAsync(Month with { Domain = ".lighthouse.test" }, CancellationToken.None);
        Assert.Equal(["bay.lighthouse.test"], subdomains.Domains.Rows.Select(row => row.Domain));
        var day = await world.Reporter.ReportAsync(
            Month with { Period = Period.Last(1, ReportWorld.Now) }, CancellationToken.None);
        Assert.Equal(197, day.Out.Messages);
    }

    [Fact]
    public async Task The_rehearsal_is_held_against_what_each_message_proved()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var verify = await RehearseAsync(world, TlsLevel.Verify);
        Assert.Equal(
            "Enforcing verify for all would have held 435 of 1 971 messages (22.1 %) to 3 domains; 411 of them, to 2 domains that "
            + "never met it, would have gone back to their senders.",
            verify.Answer);
        Assert.Equal([("pier.test", TlsReason.UnknownIssuer, 401L, true), ("mist.test", TlsReason.SelfSigned, 24L, false),
            ("fog.test", TlsReason.NotOffered, 10L, true)],
            verify.Rows.Rows.Select(row => (row.Domain, row.Reason, row.Kept, row.IsHopeless)));
        Assert.Equal((2L, 435L), (verify.KeptAnyway, verify.Reasons.Sum(reason => reason.Messages)));
        var encrypt = await RehearseAsync(world, TlsLevel.Encrypt);
        Assert.Equal((10L, 1L), (encrypt.Kept, encrypt.Domains));
        var secure = await RehearseAsync(world, TlsLevel.Secure, "lighthouse.test");
        Assert.Equal("Enforcing secure for lighthouse.test would have held none of 1 200 messages.", secure.Answer);
        Assert.Equal(TlsReason.NoKnownName, Assert.Single((await RehearseAsync(world, TlsLevel.Secure, "tower.test")).Rows.Rows).Reason);
        Assert.Equal(401, (await RehearseAsync(world, TlsLevel.DaneOnly)).Messages - (await RehearseAsync(world, TlsLevel.DaneOnly)).Kept);
    }

    [Fact]
    public async Task The_levels_of_the_report_are_rehearsals_in_short()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = await world.Reporter.ReportAsync(Month, CancellationToken.None);
        foreach (var row in report.Levels)
        {
            var rehearsal = await RehearseAsync(world, row.Level);
            Assert.Equal((rehearsal.Kept, rehearsal.Domains), (row.Kept, row.Domains));
        }
    }

    [Fact]
    public async Task Of_clients_TLS_itself_is_all_that_can_be_rehearsed()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var rehearsal = await world.Reporter.RehearseAsync(
            new() { Level = TlsLevel.Encrypt, Period = Month.Period, Direction = MailDirection.In }, CancellationToken.None);
        Assert.Equal("Enforcing encrypt for all would have refused 30 of 840 messages (3.6 %) from 1 domain.", rehearsal.Answer);
        Assert.Equal(TlsReason.NotUsed, Assert.Single(rehearsal.Reasons).Reason);
    }

    [Fact]
    public void Long_trends_are_told_by_week_and_by_month()
    {
        DayRow[] days = [.. Enumerable.Range(0, 400)
            .Select(i => new DayRow(new DateOnly(2025, 10, 20).AddDays(i), Traffic.None with { Encrypted = 1 }, Traffic.None))];
        Assert.Equal(("day", 62), (Trend.Of(days[..62]).Unit, Trend.Of(days[..62]).Rows.Count));
        var (unit, weeks) = Trend.Of(days[2..93]);
        Assert.Equal(("week", "week of 2025-10-20", 5L), (unit, weeks[0].Label, weeks[0].Out.Messages));
        Assert.Equal(new DateOnly(2025, 10, 22), weeks[0].First);
        Assert.Equal(("month", 14), (Trend.Of(days).Unit, Trend.Of(days).Rows.Count));
        Assert.Equal(400, Trend.Of(days).Rows.Sum(row => row.Out.Messages));
    }

    private static Task<Rehearsal> RehearseAsync(ReportWorld world, TlsLevel level, string? domain = null) =>
        world.Reporter.RehearseAsync(new() { Level = level, Period = Month.Period, Domain = domain }, CancellationToken.None);
}
