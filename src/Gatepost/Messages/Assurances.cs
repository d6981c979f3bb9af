namespace Gatepost.Messages;

/// <summary>The words for what was proven, the same in output, metrics and queries.</summary>
public static class Assurances
{
    /// <summary>All of them, the weakest first.</summary>
    public static IReadOnlyList<Assurance> All { get; } =
    [
        Assurance.Clear, Assurance.Encrypted, Assurance.HostVerified, Assurance.StsVerified, Assurance.DaneVerified,
        Assurance.PartnerVerified,
    ];

    /// <summary><c>clear</c>, <c>host-verified</c>.</summary>
    public static string Word(this Assurance assurance) => assurance switch
    {
        Assurance.Clear => "clear",
        Assurance.Encrypted => "encrypted",
        Assurance.HostVerified => "host-verified",
        Assurance.StsVerified => "sts-verified",
        Assurance.DaneVerified => "dane-verified",
        Assurance.PartnerVerified => "partner-verified",
        _ => throw new ArgumentOutOfRangeException(nameof(assurance)),
    };

    /// <summary>Reads a word.</summary>
    public static bool TryParse(string word, out Assurance assurance)
    {
        foreach (var candidate in All)
        {
            assurance = candidate;
            if (candidate.Word() == word) return true;
        }

        assurance = default;
        return false;
    }
}
