using Gatepost.Checks;

namespace Gatepost.Host.Doctor;

/// <summary>Judges one aspect of what was looked at. It looks at nothing itself.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it looks at, in a word or two.</summary>
    string Subject { get; }

    /// <summary>Everything that it may find.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>What it finds.</summary>
    IEnumerable<Finding> Judge(Examination seen);

    /// <summary>What there is to say where it finds nothing.</summary>
    string Well(Examination seen);
}
