namespace Gatepost.Protocols.Dane;

/// <summary>
/// The TLSA records of one server, and what can be made of them. Any one match is enough; several stand side by side while a key
/// is changed (RFC 7671 §8).
/// </summary>
public sealed class TlsaSet
{
    private readonly TlsaRecord[] _strongest;

    /// <summary>Takes the records of one look-up.</summary>
    public TlsaSet(IEnumerable<TlsaRecord> records)
    {
        Records = [.. records];
        _strongest = [.. Strongest(Records)];
    }

    /// <summary>All records, usable or not, as they were published.</summary>
    public IReadOnlyList<TlsaRecord> Records { get; }

    /// <summary>Whether any can be used. Where none can and there are some, TLS is needed, and nobody can be told apart
    /// (RFC 7672 §2.2).</summary>
    public bool IsUsable => _strongest.Length > 0;

    /// <summary>The records that count for the server's own certificate.</summary>
    public IEnumerable<TlsaRecord> EndEntities => _strongest.Where(static r => r.Usage is TlsaUsage.DaneEe);

    /// <summary>The records that count for its trust anchor.</summary>
    public IEnumerable<TlsaRecord> TrustAnchors => _strongest.Where(static r => r.Usage is TlsaUsage.DaneTa);

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

    /// <summary>The DANE-EE record that the server's own certificate matches, or null. Its names and dates do not count
    /// (RFC 7672 §3.1.1).</summary>
    public TlsaRecord? FindEndEntity(ReadOnlyMemory<byte> leaf) => EndEntities.FirstOrDefault(r => TlsaMatch.IsMatch(r, leaf));

    /// <summary>The DANE-TA record that a certificate of an issuer matches, or null. Whether the chain holds up to it, and for
    /// which names, is for the caller to ask (RFC 7672 §3.1.2).</summary>
    public TlsaRecord? FindTrustAnchor(ReadOnlyMemory<byte> issuer) =>
        TrustAnchors.FirstOrDefault(r => TlsaMatch.IsMatch(r, issuer));

    private static int StrengthOf(TlsaMatchingType type) => type switch
    {
        TlsaMatchingType.Sha512 => 2,
        TlsaMatchingType.Sha256 => 1,
        _ => 0,
    };
}
