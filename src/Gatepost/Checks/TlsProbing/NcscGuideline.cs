using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// The classes of the Dutch National Cyber Security Centre, "ICT security guidelines for Transport Layer Security", 2025-05:
/// facts taken from its tables, with the sections they stand in. docs/checks-tls.md prints them.
/// </summary>
internal static class NcscGuideline
{
    private static readonly string[] Curves = ["ECDHE_ECDSA", "ECDHE_RSA"];

    /// <summary>Appendix B, from §3.3.3 and §3.3.4. What matches no row is insufficient: keys without forward secrecy, SHA-1,
    /// triple DES, RC4 and all that is older.</summary>
    public static IReadOnlyList<(SecurityClass Class, string[] KeyExchanges, string[] Ciphers)> Suites { get; } =
    [
        (SecurityClass.Good, [""], ["AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"]),
        (SecurityClass.Sufficient, [""], ["AES_128_GCM_SHA256", "AES_128_CCM_SHA256"]),
        (SecurityClass.Sufficient, Curves,
            ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "AES_128_CCM", "AES_256_CCM", "CHACHA20_POLY1305_SHA256"]),
        (SecurityClass.PhaseOut, Curves,
        [
            "AES_128_CBC_SHA256", "AES_256_CBC_SHA384", "ARIA_128_GCM_SHA256", "ARIA_256_GCM_SHA384", "ARIA_128_CBC_SHA256",
            "ARIA_256_CBC_SHA384", "CAMELLIA_128_GCM_SHA256", "CAMELLIA_256_GCM_SHA384", "CAMELLIA_128_CBC_SHA256",
            "CAMELLIA_256_CBC_SHA384",
        ]),
        (SecurityClass.PhaseOut, ["DHE_RSA"],
        [
            "AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "AES_128_CCM", "AES_256_CCM", "CHACHA20_POLY1305_SHA256",
            "AES_128_CBC_SHA256", "AES_256_CBC_SHA256", "ARIA_128_GCM_SHA256", "ARIA_256_GCM_SHA384", "ARIA_128_CBC_SHA256",
            "ARIA_256_CBC_SHA384", "CAMELLIA_128_GCM_SHA256", "CAMELLIA_256_GCM_SHA384", "CAMELLIA_128_CBC_SHA256",
            "CAMELLIA_256_CBC_SHA256",
        ]),
    ];

    /// <summary>§3.3.1, table 1.</summary>
    public static SecurityClass OfVersion(TlsVersion version) => version switch
    {
        TlsVersion.Tls13 => SecurityClass.Good,
        TlsVersion.Tls12 => SecurityClass.Sufficient,
        _ => SecurityClass.Insufficient,
    };

    /// <summary>Appendix B.</summary>
    public static SecurityClass OfSuite(string name) => Suites
        .Where(row => row.KeyExchanges.Contains(CipherSuites.KeyExchangeOf(name))
            && row.Ciphers.Contains(CipherSuites.CipherOf(name)) && !name.StartsWith("OLD_", StringComparison.Ordinal))
        .Select(static row => row.Class).DefaultIfEmpty(SecurityClass.Insufficient).First();

    /// <summary>§3.3.3 and §3.3.2.1. Finite fields are to be phased out where they are those of RFC 7919, from 3072 bits on, and
    /// insufficient where they are not. The hybrids with ML-KEM are good.</summary>
    public static SecurityClass OfGroup(TlsGroup group) => group switch
    {
        TlsGroup.Secp256r1 or TlsGroup.Secp384r1 or TlsGroup.Secp521r1 or TlsGroup.X25519 or TlsGroup.X448 => SecurityClass.Good,
        TlsGroup.BrainpoolP256r1 or TlsGroup.BrainpoolP384r1 or TlsGroup.BrainpoolP512r1 => SecurityClass.Good,
        TlsGroup.BrainpoolP256r1Tls13 or TlsGroup.BrainpoolP384r1Tls13 or TlsGroup.BrainpoolP512r1Tls13 => SecurityClass.Good,
        _ when group.IsPostQuantum() => SecurityClass.Good,
        TlsGroup.Secp224r1 => SecurityClass.PhaseOut,
        TlsGroup.Ffdhe3072 or TlsGroup.Ffdhe4096 or TlsGroup.Ffdhe6144 or TlsGroup.Ffdhe8192 => SecurityClass.PhaseOut,
        _ => SecurityClass.Insufficient,
    };

    /// <summary>§3.4.2, table 11: none is good, up to ten are limited and sufficient, more are to be phased out.</summary>
    public static SecurityClass OfRenegotiations(int count) => count switch
    {
        0 => SecurityClass.Good,
        <= 10 => SecurityClass.Sufficient,
        _ => SecurityClass.PhaseOut,
    };
}
