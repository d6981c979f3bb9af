namespace Gatepost.Checks.TlsProbing;

/// <summary>The groups that a server takes.</summary>
internal sealed record GroupListFacts
{
    /// <summary>In the order in which it chose them.</summary>
    public IReadOnlyList<GroupFacts> Groups { get; init; } = [];

    /// <summary>Whether these are all of them.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whose order decides.</summary>
    public WhoChooses Order { get; init; }
}
