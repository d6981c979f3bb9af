using System.Text.RegularExpressions;
using System.Xml;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Reporting.Pages;

namespace Gatepost.Tests.Reporting;

public sealed partial class PageTests
{
    private static readonly Period Month = Period.Last(30, ReportWorld.Now);

    [Fact]
    public async Task A_page_is_complete_in_itself_and_well_formed()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var report = ReportPage.Of(await world.Reporter.ReportAsync(new() { Period = Month }, CancellationToken.None));
        var rehearsal = RehearsalPage.Of(
            await world.Reporter.RehearseAsync(new() { Level = TlsLevel.Verify, Period = Month }, CancellationToken.None));
        foreach (var page in (string[])[report, rehearsal])
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("(src|href)=|@import|https?:", page);
            Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
            Parse(page);
        }
    }

    [Fact]
    public async Task Each_drawing_says_what_it_shows_and_each_table_has_headers()
    {
        await using var world = await ReportWorld.HarbourAsync();
        var page = Parse(ReportPage.Of(await world.Reporter.ReportAsync(new() { Period = Month }, CancellationToken.None)));
        var drawings = page.SelectNodes("//svg[@role='img']")!.Cast<XmlElement>().ToList();
        Assert.True(drawings.Count > 10);
        Assert.All(drawings, svg => Assert.True(
            svg.GetAttribute("aria-label").Length > 0
            || (svg["title"]?.InnerText.Length > 0 && svg["desc"]?.InnerText.Length > 0 && svg.HasAttribute("aria-labelledby"))));
        Assert.All(page.SelectNodes("//svg[not(@role)]")!.Cast<XmlElement>(), svg => Assert.Equal("true", svg.GetAttribute("aria-hidden")));
        Assert.All(page.SelectNodes("//table")!.Cast<XmlElement>(), table =>
        {
            Assert.NotEmpty(table["caption"]!.InnerText);
            Assert.NotEmpty(table.SelectNodes(".//th[@scope='col']")!);
            Assert.NotEmpty(table.SelectNodes(".//th[@scope='row']")!);
        });
        var ids = page.SelectNodes("//@id")!.Cast<XmlAttribute>().Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task What_strangers_called_themselves_stays_text()
    {
        await using var world = ReportWorld.Empty();
        const string Name = "\"><script>alert(1)</script>\u202Emoc.knab'&.test";
        world.Send(Name, ReportWorld.Clear, ReportWorld.Now);
        world.Receive(Name, TlsFacts.Clear(), ReportWorld.Now);
        world.Keep(Name, TlsReason.NotOffered, ReportWorld.Now.AddHours(-30), LedgerOutcome.Deferred);
        await world.WriteAsync();
        var report = ReportPage.Of(await world.Reporter.ReportAsync(new() { Period = Month, Domain = Name }, CancellationToken.None));
        var rehearsal = RehearsalPage.Of(await world.Reporter.RehearseAsync(
            new() { Level = TlsLevel.Encrypt, Period = Month, Domain = Name }, CancellationToken.None));
        foreach (var page in (string[])[report, rehearsal])
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u202E', page);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
            Parse(page);
        }
    }

    [Fact]
    public async Task The_charts_draw_what_the_numbers_say()
    {
        await using var world = ReportWorld.Empty();
        for (var i = 0; i < 30; i++) world.Send("pier.test", i < 10 ? ReportWorld.Clear : ReportWorld.Dane, ReportWorld.Now);
        await world.WriteAsync();
        var report = await world.Reporter.ReportAsync(
            new() { Period = Period.Last(3, ReportWorld.Now), Direction = MailDirection.Out }, CancellationToken.None);
        var page = Parse(ReportPage.Of(report));
        var bar = Assert.Single(page.SelectNodes("//svg[@class='chart']/g")!.Cast<XmlElement>());
        Assert.Equal("2026-11-23: 10 clear text, 20 DANE", Plain(bar["title"]!.InnerText));
        var parts = bar.SelectNodes("rect")!.Cast<XmlElement>().Select(rect => (rect.GetAttribute("class"), Of(rect, "height"))).ToList();
        Assert.Equal(["a0", "a4"], parts.Select(part => part.Item1));
        Assert.Equal(2, parts[1].Item2 / parts[0].Item2, 0.01);
        var shares = page.SelectNodes("//div[@class='whole']//rect")!.Cast<XmlElement>();
        Assert.Equal(["33.33%", "66.67%"], shares.Select(rect => rect.GetAttribute("width")));
    }

    private static double Of(XmlElement rect, string attribute) =>
        double.Parse(rect.GetAttribute(attribute), System.Globalization.CultureInfo.InvariantCulture);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');

    // HTML that is XML but for its head, so that a tag that is not closed is found.
    private static XmlDocument Parse(string page)
    {
        var document = new XmlDocument();
        document.LoadXml(Void().Replace(page.Replace("<!doctype html>", "", StringComparison.Ordinal), "<$1/>"));
        return document;
    }

    [GeneratedRegex("<(meta [^>]*)>")]
    private static partial Regex Void();
}
