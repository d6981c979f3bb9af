using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>
/// Makes reports. Whoever is asked whether the organisation's mail is encrypted has to answer with numbers: how much, with whom,
/// how well, and what would happen if more were demanded. The ledger holds the proof of each message; its roll-up the numbers.
/// </summary>
/// <remarks>
///   (1) Ask the roll-up by day, for the trend, and by domain, for all else.
///   (2) Add up the legs, the days, the domains, the partners.
///   (3) Rank what needs attention: clear text, and what TLS kept.
///   (4) Rehearse every level.
///   (5) Say it in a sentence.
/// </remarks>
public sealed class Reporter(ILedgerStore ledger, IConfigSource configuration, TimeProvider time)
{
    /// <summary>How mail was protected.</summary>
    public async Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        var config = configuration.Current;
        var byDay = await ledger.SummarizeAsync(Lines(query.Period, SummaryGroup.Day, query.Domain), cancellationToken);  // (1)
        var byDomain = await ledger.SummarizeAsync(Lines(query.Period, SummaryGroup.Domain, query.Domain), cancellationToken);
        var shown = byDomain.Where(line => IsAskedFor(line, query.Direction)).ToList();

        var domains = Domains(shown, config);                                                                           // (2)
        var report = new Report
        {
            MadeAt = time.GetUtcNow(),
            Hostname = config.Hostname,
            Query = query,
            Answer = "",
            Out = Sum(shown, MailLeg.Sent),
            In = Sum(shown, MailLeg.Received),
            Submitted = Sum(shown, MailLeg.Submitted),
            Inward = Sum(shown, MailLeg.Inward),
            Days = Days([.. byDay.Where(line => IsAskedFor(line, query.Direction))], query.Period),
            Partners = Partners(domains, config, query),
            Domains = Most(domains, row => row.Out.Messages + row.In.Messages, atLeast: 0).First(query.Top),                // (3)
            ClearOut = Most(domains, row => row.Out.Clear).First(query.Top),
            ClearIn = Most(domains, row => row.In.Clear).First(query.Top),
            Troubles = TroubleRows.Of(shown).First(query.Top),
            Levels = Rehearser.AllLevels([.. shown.Where(line => line.Leg is MailLeg.Sent)]),                              // (4)
        };
        return report with { Answer = Answer(report, domains) };                                                        // (5)
    }

    /// <summary>What a level would have done.</summary>
    public async Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken)
    {
        var config = configuration.Current;
        var lines = await ledger.SummarizeAsync(Lines(query.Period, SummaryGroup.Domain, query.Domain), cancellationToken);
        var leg = query.Direction is MailDirection.Out ? MailLeg.Sent : MailLeg.Received;
        return new Rehearser(query, domain => PartnerOf(domain, config))
            .Rehearse([.. lines.Where(line => line.Leg == leg)]) with
        {
            MadeAt = time.GetUtcNow(),
            Hostname = config.Hostname,
        };
    }

    private static SummaryQuery Lines(Period period, SummaryGroup group, string? domain) =>
        new() { Since = period.Since, Until = period.Until, Group = group, Domain = domain };

    // With a domain given, the legs inside the house have nothing to say about it.
    private static bool IsAskedFor(SummaryLine line, MailDirection? direction) => direction switch
    {
        null => true,
        MailDirection.Out => line.Leg is MailLeg.Sent or MailLeg.Submitted,
        _ => line.Leg is MailLeg.Received or MailLeg.Inward,
    };

    private static Traffic Sum(IEnumerable<SummaryLine> lines, MailLeg leg) =>
        lines.Where(line => line.Leg == leg).Aggregate(Traffic.None, static (traffic, line) => traffic.Plus(line));

    private static DayRow[] Days(IReadOnlyList<SummaryLine> lines, Period period)
    {
        var days = lines.ToLookup(line => line.Day);
        return [.. Enumerable.Range(0, period.Days).Select(i => period.Since.AddDays(i))
            .Select(day => new DayRow(day, Sum(days[day], MailLeg.Sent), Sum(days[day], MailLeg.Received)))];
    }

    private static List<DomainRow> Domains(IEnumerable<SummaryLine> lines, GatepostConfig config) =>
        [.. lines.Where(line => line.Leg is MailLeg.Sent or MailLeg.Received).GroupBy(line => line.Domain ?? "")
            .Select(group => new DomainRow(
                group.Key, PartnerOf(group.Key, config), Sum(group, MailLeg.Sent), Sum(group, MailLeg.Received)))];

    private static string? PartnerOf(string domain, GatepostConfig config) =>
        (config.FindPartner(domain) ?? config.FindSendingPartner(domain))?.Name;

    private PartnerRow[] Partners(IReadOnlyList<DomainRow> domains, GatepostConfig config, ReportQuery query)
    {
        var sent = domains.ToLookup(row => config.FindPartner(row.Domain), row => row.Out);
        var came = domains.ToLookup(row => config.FindSendingPartner(row.Domain), row => row.In);
        return [.. config.Partners
            .Where(partner => query.Domain is null || sent.Contains(partner) || came.Contains(partner))
            .Select(partner => new PartnerRow(
                partner.Name, partner.Domains, partner.CoversOut ? partner.Tls.Level : null,
                partner.CoversIn ? partner.Inbound.Demand : null, partner.IsEnforced(time.GetUtcNow()))
            {
                Out = sent[partner].Aggregate(Traffic.None, static (sum, one) => sum.Plus(one)),
                In = came[partner].Aggregate(Traffic.None, static (sum, one) => sum.Plus(one)),
            })];
    }

    private static IEnumerable<DomainRow> Most(IEnumerable<DomainRow> rows, Func<DomainRow, long> count, int atLeast = 1) =>
        rows.Where(row => count(row) >= atLeast).OrderByDescending(count).ThenBy(row => row.Domain, StringComparer.Ordinal);

    private static string Answer(Report report, IReadOnlyList<DomainRow> domains) => EncryptionAnswer.Of(
        report,
        [.. Most(domains, row => row.Out.Clear).Select(row => row.Domain)],
        [.. Most(domains, row => row.Out.WaitsForTls).Select(row => row.Domain)]);
}
