namespace Gatepost.Checks.Own;

/// <summary>Judges one aspect of our own place. It asks nobody: all that it needs is in the survey.</summary>
internal interface IOwnCheck
{
    /// <summary>Everything that it may find.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>What it finds.</summary>
    IEnumerable<Finding> Judge(OwnSurvey survey);
}
