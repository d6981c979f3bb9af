namespace Gatepost.Protocols.Dane;

/// <summary>
/// What counts of the TLSA records of one server. Any one match is enough; several stand side by side while a key
/// is changed (RFC 7671 §8).
/// </summary>
public static class TlsaSet
{
    /// <summary>
    /// Digest agility (RFC 7671 §9): of the usable records, within each usage and selector, those with the strongest digest that
    /// is published there. Full(0) always counts.
    /// </summary>
    public static IEnumerable<TlsaRecord> Strongest(IEnumerable<TlsaRecord> records)
    {
        TlsaRecord[] usable = [.. records.Where(static r => r.IsUsable)];
        var strongest = usable.GroupBy(static r => (r.Usage, r.Selector))
            .ToDictionary(static group => group.Key, static group => group.Max(static r => StrengthOf(r.MatchingType)));
        return usable.Where(r => r.MatchingType is TlsaMatchingType.Full
            || StrengthOf(r.MatchingType) == strongest[(r.Usage, r.Selector)]);
    }

    private static int StrengthOf(TlsaMatchingType type) => type switch
    {
        TlsaMatchingType.Sha512 => 2,
        TlsaMatchingType.Sha256 => 1,
        _ => 0,
    };
}
