namespace Gatepost.Checks.TlsProbing;

/// <summary>Says what facts are worth, by <see cref="NcscGuideline"/>. What was not seen is not judged.</summary>
internal static class TlsJudge
{
    /// <summary>Judges.</summary>
    public static TlsProfileFindings Judge(TlsProbeFacts facts)
    {
        IEnumerable<TlsFinding> findings =
        [
            .. Versions(facts), .. Suites(facts), .. Order(facts), .. Groups(facts), .. Fields(facts),
            .. Hashes(facts.Signatures), .. Features(facts), .. Renegotiation(facts.Features), .. Names(facts.Features),
        ];
        return new(facts, [.. findings.OrderByDescending(static found => found.Class).ThenBy(static found => found.Topic)]);
    }

    private static IEnumerable<TlsFinding> Versions(TlsProbeFacts facts) => ByClass(
        TlsTopic.Versions, facts.Versions.Where(static version => version.Spoken is Observed.Yes),
        static version => (version.Class, version.Version),
        static worst => worst switch
        {
            SecurityClass.Insufficient => "Versions that are broken or deprecated are spoken",
            _ => "Versions that are secure are spoken",
        });

    private static IEnumerable<TlsFinding> Suites(TlsProbeFacts facts) => ByClass(
        TlsTopic.Suites, facts.Versions.SelectMany(static version => version.Suites).Distinct(),
        static suite => (suite.Class, suite.Name),
        static worst => worst switch
        {
            SecurityClass.Insufficient => "Cipher suites that are not secure are taken",
            SecurityClass.PhaseOut => "Cipher suites that should be phased out are taken",
            _ => "Cipher suites that are secure are taken",
        });

    private static IEnumerable<TlsFinding> Order(TlsProbeFacts facts) =>
        from version in facts.Versions
        let worse = version.PrefersWorse
        where worse is not null
        select new TlsFinding(
            TlsTopic.Order, worse.Class, $"In {version.Version} a worse cipher suite is chosen though a better one is at hand")
        {
            Items = [worse.Name],
        };

    private static IEnumerable<TlsFinding> Groups(TlsProbeFacts facts) => ByClass(
        TlsTopic.Groups, (facts.Curves?.Groups ?? []).Concat(facts.Groups?.Groups ?? []).DistinctBy(static group => group.Name),
        static group => (group.Class, group.Name),
        static worst => worst switch
        {
            SecurityClass.Insufficient => "Groups that are too weak are taken for the key exchange",
            SecurityClass.PhaseOut => "Groups that should be phased out are taken for the key exchange",
            _ => "Groups that are strong are taken for the key exchange",
        });

    private static IEnumerable<TlsFinding> Fields(TlsProbeFacts facts) => ByClass(
        TlsTopic.Fields, facts.Fields,
        static known => (known.Class, $"{known.Bits} bits, {known.Name}"),
        static worst => worst switch
        {
            SecurityClass.Insufficient => "Keys are agreed upon in a finite field that is too small, or that nobody vouches for",
            _ => "Keys are agreed upon in a finite field",
        });

    private static IEnumerable<TlsFinding> Hashes(SignatureFacts signatures)
    {
        if (signatures.Sha1 is Observed.Yes)
            yield return new(TlsTopic.Hashes, SecurityClass.Insufficient,
                "The key exchange is signed with SHA-1 or MD5 for clients that ask for it");
        if (signatures.Sha224 is Observed.Yes)
            yield return new(TlsTopic.Hashes, SecurityClass.PhaseOut,
                "The key exchange is signed with SHA-224 for clients that ask for it");
        if (signatures is { Sha1: Observed.No, Sha224: Observed.No })
            yield return new(TlsTopic.Hashes, SecurityClass.Good, "The key exchange is signed with strong hashes alone");
    }

    private static IEnumerable<TlsFinding> Features(TlsProbeFacts facts)
    {
        var features = facts.Features;
        if (features.ExtendedMasterSecret is Observed.Yes or Observed.No)
            yield return Either(TlsTopic.ExtendedMasterSecret, features.ExtendedMasterSecret is Observed.Yes,
                "Keys are bound to the handshake (extended master secret)",
                "Keys are not bound to the handshake (no extended master secret)");
        if (features.Compression is Observed.Yes or Observed.No)
            yield return Either(
                TlsTopic.Compression, features.Compression is Observed.No, "TLS does not compress", "TLS compresses");
        if (features.EarlyData is Observed.Yes or Observed.No)
            yield return Either(
                TlsTopic.EarlyData, features.EarlyData is Observed.No, "No early data is taken", "Early data is taken");
        var speaksOld = facts.Versions.Any(
            static version => version is { Spoken: Observed.Yes, Class: SecurityClass.Insufficient });
        if (features.FallbackProtection is Observed.No && speaksOld)
            yield return new(TlsTopic.Fallback, SecurityClass.PhaseOut,
                "Clients that were pushed down to an old version are not protected");
        if (facts.PostQuantum is Observed.Yes)
            yield return new(TlsTopic.PostQuantum, SecurityClass.Good, "Keys can be made that withstand quantum computers");
        if (facts.PostQuantum is Observed.No)
            yield return new(TlsTopic.PostQuantum, SecurityClass.Sufficient,
                "No keys can be made that withstand quantum computers");
    }

    private static IEnumerable<TlsFinding> Renegotiation(FeatureFacts features)
    {
        if (features.SecureRenegotiation is Observed.Yes or Observed.No)
            yield return Either(TlsTopic.SecureRenegotiation, features.SecureRenegotiation is Observed.Yes,
                "Secure renegotiation is known (RFC 5746)", "Secure renegotiation is not known (RFC 5746)");
        if (features.InsecureRenegotiation is Observed.Yes)
            yield return new(TlsTopic.InsecureRenegotiation, SecurityClass.Insufficient,
                "Clients may renegotiate in the insecure way");
        if (features.ClientRenegotiations is { } count)
            yield return new(TlsTopic.ClientRenegotiation, NcscGuideline.OfRenegotiations(count), count switch
            {
                0 => "Clients may not renegotiate",
                <= 10 => $"Clients may renegotiate, {count} times at most",
                _ => "Clients may renegotiate without end",
            });
    }

    private static IEnumerable<TlsFinding> Names(FeatureFacts features)
    {
        if (features.WithoutName is Observed.No)
            yield return new(TlsTopic.Names, SecurityClass.Insufficient, "Clients that name no host are refused");
        if (features.UnknownName is Observed.No)
            yield return new(TlsTopic.Names, SecurityClass.Insufficient, "Clients that name another host are refused");
    }

    private static TlsFinding Either(TlsTopic topic, bool isGood, string good, string bad) =>
        new(topic, isGood ? SecurityClass.Good : SecurityClass.Insufficient, isGood ? good : bad);

    /// <summary>One finding for each class that occurs.</summary>
    private static IEnumerable<TlsFinding> ByClass<T>(
        TlsTopic topic, IEnumerable<T> seen, Func<T, (SecurityClass Class, string Item)> look,
        Func<SecurityClass, string> title) =>
        seen.Select(look).GroupBy(static known => known.Class).Select(known =>
            new TlsFinding(topic, known.Key, title(known.Key)) { Items = [.. known.Select(static one => one.Item)] });
}
