using System.Globalization;
using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Checks;

/// <summary>Tells of agreements that end soon, and of those that have ended and are only watched now.</summary>
internal sealed class PartnerTermChecks(TimeProvider time) : IConfigCheck
{
    /// <summary>So many days before the end it is told of.</summary>
    public const int Notice = 30;

    public void Check(Draft draft, ProblemLog problems)
    {
        var now = time.GetUtcNow();
        foreach (var row in draft.Partners)
        {
            if (row.Value is not { ValidUntil: { } last, Mode: PartnerMode.Enforce }) continue;
            var day = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var (spot, name) = (row.At(PartnerOptions.ValidUntil), row.Name(PartnerOptions.ValidUntil));
            if (row.Value.HasEnded(now))
            {
                problems.Warn(spot, name, $"the agreement {Quoted.Value(row.Value.Name)} ended on {day}: it is not enforced "
                    + "any more, and only watched", "renew it with a later day, or write mode = \"monitor\"");
            }
            else if (row.Value.HasEnded(now.AddDays(Notice)))
            {
                problems.Warn(spot, name,
                    $"the agreement {Quoted.Value(row.Value.Name)} ends after {day}, and is only watched then",
                    "agree anew with the partner, and write a later day");
            }
        }
    }
}
