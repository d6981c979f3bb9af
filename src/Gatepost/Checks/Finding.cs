namespace Gatepost.Checks;

/// <summary>Something that was found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Where">The domain, the host or the address that it is about.</param>
/// <param name="Detail">What was seen, escaped where it quotes a stranger; empty where there is no more to say.</param>
public sealed record Finding(FindingKind Kind, string Where, string Detail = "")
{
    /// <summary>How bad it is here, at somebody else's.</summary>
    public Severity Severity { get; init; } = Kind.Severity;

    /// <summary>How bad it is here, at our own place.</summary>
    public Severity Own { get; init; } = Kind.Own;
}
