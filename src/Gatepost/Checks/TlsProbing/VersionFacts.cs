namespace Gatepost.Checks.TlsProbing;

/// <summary>What is known of one version at the server.</summary>
internal sealed record VersionFacts
{
    /// <summary><c>TLS 1.2</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the server speaks it.</summary>
    public required Observed Spoken { get; init; }

    /// <summary>Why it does not, or why that is not known; null where it does.</summary>
    public string? Why { get; init; }

    /// <summary>Its class.</summary>
    public required SecurityClass Class { get; init; }

    /// <summary>The suites that it took, in the order in which it chose them.</summary>
    public IReadOnlyList<SuiteFacts> Suites { get; init; } = [];

    /// <summary>Whether these are all of them.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whose order decides.</summary>
    public WhoChooses Order { get; init; }

    /// <summary>What it chose of all that it takes, where that is a worse class than it could have chosen; else null.</summary>
    public SuiteFacts? PrefersWorse { get; init; }
}
