namespace Gatepost.Host.Partners;

/// <summary>What <c>partner add</c> found and did, as <c>--json</c> prints it.</summary>
internal sealed record AddReport
{
    /// <summary>The row as it would be, or is.</summary>
    public required string Block { get; init; }

    /// <summary>It stands in the configuration file now.</summary>
    public required bool Written { get; init; }

    /// <summary>Why it may not be enforced, or null.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>What their hosts can do; null where it is only about mail from them.</summary>
    public PartnerTest? Test { get; init; }

    /// <summary>The last 30 days against what is wanted.</summary>
    public required PartnerRow Days30 { get; init; }

    /// <summary>The last 90 days against what is wanted.</summary>
    public required PartnerRow Days90 { get; init; }
}
