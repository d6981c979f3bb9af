using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[ledger]</c>.</summary>
internal static class LedgerOptions
{
    public static readonly Section<LedgerConfig> Section = new("ledger", SectionShape.Single,
        "The record of what was encrypted, and how.", new LedgerConfig())
    {
        { "retention", Amounts.Duration("1d"), row => row.Retention, (row, value) => row with { Retention = value },
            "How long it is kept. It holds domains, servers and times, and no one's address." },
        { "summary_retention", Amounts.Duration("1d"), row => row.SummaryRetention,
            (row, value) => row with { SummaryRetention = value },
            "How long the counts are kept that reports are made of: messages by day, domain and protection." },
    };
}
