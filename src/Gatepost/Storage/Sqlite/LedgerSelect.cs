using System.Globalization;
using Gatepost.Ledger;

namespace Gatepost.Storage.Sqlite;

/// <summary>A query in SQL. Values are parameters with fixed numbers: see <see cref="LedgerReader"/>.</summary>
internal sealed class LedgerSelect(LedgerQuery query)
{
    private const string Columns = StoredEntries.Columns;

    private static readonly string CarriedNothing = string.Join(", ", LedgerOutcomes.CarriedNothing.Select(o => (int)o));

    private const string NewestFirst = "ORDER BY entry.id DESC LIMIT ?1";

    /// <summary>
    /// A domain is looked for as sender and as recipient, each on its own index and no further than the limit: one condition
    /// with OR would read all rows of the domain, and our own one is in all of them.
    /// </summary>
    public string Sql => query.Domain is null
        ? $"{Columns} WHERE {Conditions()} {NewestFirst}"
        : $"""
           {Columns} WHERE entry.id IN (
               SELECT id FROM (SELECT id FROM entry WHERE {DomainIs("sender_domain")} AND {Conditions()} {NewestFirst})
               UNION SELECT id FROM (SELECT id FROM entry WHERE {DomainIs("recipient_domain")} AND {Conditions()} {NewestFirst}))
           {NewestFirst}
           """;

    private string DomainIs(string column) => query.Domain!.StartsWith('.')
        ? string.Create(CultureInfo.InvariantCulture, $"substr({column}, -{query.Domain.Length}) = ?4")
        : $"{column} = ?4";

    private string Conditions()
    {
        var conditions = new List<string> { "1" };
        if (query.Since is not null) conditions.Add("entry.id >= ?2");
        if (query.Until is not null) conditions.Add("entry.id < ?3");
        if (query.Direction is not null) conditions.Add("direction = ?5");
        if (query.Assurance is not null) conditions.Add($"reached = ?6 AND outcome NOT IN ({CarriedNothing})");
        if (query.Kind is not null) conditions.Add("kind = ?7");
        if (query.Message is not null) conditions.Add("queue_id BETWEEN ?8 AND ?9");
        return string.Join(" AND ", conditions);
    }
}
