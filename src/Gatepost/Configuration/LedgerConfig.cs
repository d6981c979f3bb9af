namespace Gatepost.Configuration;

/// <summary><c>[ledger]</c>: how long we remember.</summary>
public sealed record LedgerConfig
{
    /// <summary>Rows older than this are removed.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Days of the roll-up older than this are removed.</summary>
    public TimeSpan SummaryRetention { get; init; } = TimeSpan.FromDays(1825);
}
