namespace Gatepost.Checks;

/// <summary>
/// One thing that can be wrong, in words for an administrator who has never heard of it: what it means for mail, and what to do.
/// </summary>
/// <param name="Id">Its name in scripts and pages: <c>B1</c>; stable.</param>
/// <param name="Severity">How bad it is at somebody else's: what counts there is what can be proven at all hosts.</param>
/// <param name="Title">One line, without a full stop.</param>
public sealed record FindingKind(string Id, Severity Severity, string Title)
{
    /// <summary>How bad it is at our own place, where hygiene counts too.</summary>
    public Severity Own { get; init; } = Severity;

    /// <summary>What it means.</summary>
    public required string Meaning { get; init; }

    /// <summary>How it is mended, and by whom.</summary>
    public required string Remedy { get; init; }
}
