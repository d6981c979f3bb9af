using System.Globalization;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>A query of the roll-up in SQL. Values are parameters with fixed numbers: see <see cref="LedgerReader"/>.</summary>
internal static class SummarySelect
{
    private const string Sums = "sum(messages), sum(octets), max(last)";

    public static string SqlOf(SummaryQuery query)
    {
        var where = $"WHERE day >= ?1 AND day < ?2{DomainIs(query.Domain)}";
        return query.Group is SummaryGroup.Day
            ? $"SELECT day, leg, NULL, fate, reached, 0, 0, {Sums} FROM summary {where} GROUP BY day, leg, fate, reached"
            : $"""
               SELECT min(day), leg, domain, fate, reached, proofs, reason, {Sums} FROM summary {where}
               GROUP BY domain, leg, fate, reached, proofs, reason
               """;
    }

    public static SummaryLine Read(SqliteStatement row) => new()
    {
        Day = DateOnly.FromDayNumber(row.Int32(0)),
        Leg = (MailLeg)row.Int32(1),
        Domain = row.TextOrNull(2),
        Fate = (MessageFate)row.Int32(3),
        Shown = new((Assurance)row.Int32(4), (TlsProofs)row.Int32(5), (TlsReason)row.Int32(6)),
        Messages = row.Int64(7),
        Octets = row.Int64(8),
        Last = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(9)),
    };

    private static string DomainIs(string? domain) => domain switch
    {
        null => "",
        ['.', ..] => string.Create(CultureInfo.InvariantCulture, $" AND substr(domain, -{domain.Length}) = ?3"),
        _ => " AND domain = ?3",
    };
}
