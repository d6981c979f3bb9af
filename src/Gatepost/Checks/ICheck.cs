using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>Judges one aspect of what was seen. It asks nobody: all that it needs is in the survey.</summary>
internal interface ICheck
{
    /// <summary>Everything that it may find.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>What it finds.</summary>
    IEnumerable<Finding> Judge(DomainSurvey survey);
}
