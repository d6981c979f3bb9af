using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>
/// Says what a level would have done to mail that was carried: each message by what the host that took it could prove. It does
/// not know what another host of the same domain could have proven; so where a domain's hosts differ, it tells of more than would
/// have been kept.
/// </summary>
/// <param name="query">What to rehearse.</param>
/// <param name="partnerOf">The partner whose domain it is.</param>
internal sealed class Rehearser(RehearsalQuery query, Func<string, string?> partnerOf)
{
    private static readonly TlsLevel[] Levels =
        [TlsLevel.Encrypt, TlsLevel.Dane, TlsLevel.Verify, TlsLevel.Secure, TlsLevel.DaneOnly];

    /// <summary>Every level that can be demanded of everybody, for mail that went out: pins are a matter of single
    /// partners.</summary>
    public static IReadOnlyList<LevelRow> AllLevels(IReadOnlyList<SummaryLine> sent)
    {
        var carried = sent.Where(static line => line.Fate is MessageFate.Carried).ToList();
        var all = carried.Sum(static line => line.Messages);
        return all == 0 ? [] : [.. Levels.Select(level =>
        {
            var kept = carried.Where(line => !level.IsMetBy(line.Shown.Proofs)).ToList();
            var messages = kept.Sum(static line => line.Messages);
            return new LevelRow(level, all - messages, messages, kept.Select(static line => line.Domain).Distinct().Count());
        })];
    }

    /// <summary>One level, by domain and reason.</summary>
    /// <param name="lines">Those of the leg that is rehearsed.</param>
    public Rehearsal Rehearse(IReadOnlyList<SummaryLine> lines)
    {
        var carried = lines.Where(static line => line.Fate is MessageFate.Carried).ToList();
        var rows = carried.GroupBy(static line => line.Domain ?? "").SelectMany(Of).ToList();
        var hopeless = rows.Where(static row => row.IsHopeless).ToList();
        var rehearsal = new Rehearsal
        {
            MadeAt = default,
            Hostname = "",
            Query = query,
            Answer = "",
            Messages = carried.Sum(static line => line.Messages),
            Kept = rows.Sum(static row => row.Kept),
            Domains = Count(rows),
            Hopeless = hopeless.Sum(static row => row.Kept),
            HopelessDomains = Count(hopeless),
            KeptAnyway = lines.Where(static line =>
                    line.Fate is MessageFate.WaitsForTls or MessageFate.FailedForTls or MessageFate.Refused)
                .Sum(static line => line.Messages),
            Reasons = [.. rows.GroupBy(static row => row.Reason)
                .Select(static group => new ReasonRow(group.Key, group.Sum(static row => row.Kept), Count(group)))
                .OrderByDescending(static reason => reason.Messages)],
            Rows = rows.OrderByDescending(static row => row.Kept).ThenBy(static row => row.Domain, StringComparer.Ordinal)
                .First(query.Top),
        };
        return rehearsal with { Answer = RehearsalAnswer.Of(rehearsal) };
    }

    private IEnumerable<RehearsalRow> Of(IGrouping<string, SummaryLine> domain)
    {
        var messages = domain.Sum(static line => line.Messages);
        var kept = domain.Select(line => (Line: line, Reason: WhyNot(line)))
            .Where(static pair => pair.Reason is not TlsReason.None)
            .ToLookup(static pair => pair.Reason, static pair => pair.Line);
        var isHopeless = kept.Sum(static lines => lines.Sum(static line => line.Messages)) == messages;
        return kept.Select(lines => new RehearsalRow
        {
            Domain = domain.Key,
            Partner = partnerOf(domain.Key),
            Reason = lines.Key,
            Kept = lines.Sum(static line => line.Messages),
            Messages = messages,
            IsHopeless = isHopeless,
            Last = lines.Max(static line => line.Last),
        });
    }

    // Of a client that brings mail nothing can be asked for but TLS itself.
    private TlsReason WhyNot(SummaryLine line)
    {
        var shown = line.Shown;
        if (line.Leg is not MailLeg.Received) return query.Level.WhyNot(shown.Proofs, shown.Reason);
        if (shown.Reached is not Assurance.Clear) return TlsReason.None;
        return shown.Reason is TlsReason.None ? TlsReason.NotUsed : shown.Reason;
    }

    private static long Count(IEnumerable<RehearsalRow> rows) => rows.Select(static row => row.Domain).Distinct().LongCount();
}
