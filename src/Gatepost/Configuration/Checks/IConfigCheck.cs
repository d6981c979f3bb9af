using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Checks;

/// <summary>Judges what no single option can: rows against each other,
/// against the files they name, against the machine.</summary>
internal interface IConfigCheck
{
    /// <summary>Tells every problem it finds; never throws for what the file says.</summary>
    void Check(Draft draft, ProblemLog problems);
}
