namespace Gatepost.Ledger;

/// <summary>Which lines of the roll-up are asked for, and how they are added up; what is null does not restrict.</summary>
public sealed record SummaryQuery
{
    /// <summary>From this day on.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>Before this day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Added up to what.</summary>
    public required SummaryGroup Group { get; init; }

    /// <summary>The domain on the other side, normalized; a leading dot takes its subdomains.</summary>
    public string? Domain { get; init; }
}
