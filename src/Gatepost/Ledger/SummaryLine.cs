namespace Gatepost.Ledger;

/// <summary>Messages that have something in common.</summary>
public sealed record SummaryLine
{
    /// <summary>When (UTC); the first day of the period where days are added up.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Between whom.</summary>
    public required MailLeg Leg { get; init; }

    /// <summary>The domain on the other side; null where domains are added up.</summary>
    public string? Domain { get; init; }

    /// <summary>What became of them.</summary>
    public required MessageFate Fate { get; init; }

    /// <summary>What TLS was like; only what was reached where domains are added up.</summary>
    public required TlsShown Shown { get; init; }

    /// <summary>How many.</summary>
    public required long Messages { get; init; }

    /// <summary>Octets of their contents.</summary>
    public required long Octets { get; init; }

    /// <summary>When the last one came or went.</summary>
    public required DateTimeOffset Last { get; init; }
}
