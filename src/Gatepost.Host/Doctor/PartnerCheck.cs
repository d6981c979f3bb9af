using Gatepost.Checks;
using Gatepost.Messages;

namespace Gatepost.Host.Doctor;

/// <summary>T: what others do less than they did, or than was agreed.</summary>
internal sealed class PartnerCheck : IDoctorCheck
{
    public static readonly FindingKind Unmet = new("T1", Severity.Warning, "A partner's hosts do less than was agreed")
    {
        Meaning = "So it was in the last nightly test: mail to this partner waits or is in danger to, as the agreement says.",
        Remedy = "Try it again with \"gatepost partner test NAME\", and tell the partner what it shows.",
    };

    public static readonly FindingKind Regressed = new("T2", Severity.Warning, "A domain is reached with less TLS than it was")
    {
        Meaning = "Within the last day, connections to it proved less than those of the weeks before. It was changed there, or "
            + "somebody stands between.",
        Remedy = "See what it offers now with \"gatepost check DOMAIN\", and ask its postmaster by another way than by mail. An "
            + "agreement with hold_on_regression would keep mail waiting.",
    };

    public string Subject => "partners";

    public IReadOnlyList<FindingKind> Kinds => [Unmet, Regressed];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        foreach (var partner in seen.Config.Partners)
        {
            var agreed = partner.Tls.Level;
            if (!agreed.RequiresTls() || !seen.Partners.TryGetValue(partner.Name, out var word)) continue;
            if (!IsMet(agreed, word))
                yield return new(Unmet, partner.Name, $"agreed is {agreed.Word()}, and all hosts together met {word}");
        }

        foreach (var domain in seen.Data?.Ledger?.Regressed ?? []) yield return new(Regressed, domain);
    }

    public string Well(Examination seen) => seen.Config.Partners.Count == 0
        ? "no agreements, and no domain was reached with less than before"
        : $"{seen.Config.Partners.Count} agreements, none known to be unmet";

    private static bool IsMet(TlsLevel agreed, string word)
    {
        foreach (var level in Enum.GetValues<TlsLevel>())
            if (level.Word() == word) return TlsLevels.Stricter(level, agreed) == level;
        return false;
    }
}
