namespace Gatepost.Storage.Upkeep;

/// <summary>What the ledger says of the last day.</summary>
public sealed record LedgerGlance
{
    /// <summary>When its oldest row was written.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>When its newest row was written.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>When a host elsewhere last took mail from us, within the last day.</summary>
    public DateTimeOffset? DeliveredOut { get; init; }

    /// <summary>Domains that were reached with less TLS than they used to be, within the last day.</summary>
    public IReadOnlyList<string> Regressed { get; init; } = [];
}
