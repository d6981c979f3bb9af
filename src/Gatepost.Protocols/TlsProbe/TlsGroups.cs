using System.Globalization;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>What is known of the groups.</summary>
public static class TlsGroups
{
    private static readonly Dictionary<TlsGroup, string> Names = new()
    {
        [TlsGroup.BrainpoolP256r1Tls13] = "brainpoolP256r1tls13",
        [TlsGroup.BrainpoolP384r1Tls13] = "brainpoolP384r1tls13",
        [TlsGroup.BrainpoolP512r1Tls13] = "brainpoolP512r1tls13",
        [TlsGroup.Secp256r1MlKem768] = "SecP256r1MLKEM768",
        [TlsGroup.X25519MlKem768] = "X25519MLKEM768",
        [TlsGroup.Secp384r1MlKem1024] = "SecP384r1MLKEM1024",
        [TlsGroup.ExplicitCurve] = "a curve without a name",
    };

    /// <summary>Groups for TLS 1.3 (RFC 8446 §4.2.7), the hybrids among them.</summary>
    public static IReadOnlyList<TlsGroup> ForTls13 { get; } =
    [
        TlsGroup.X25519MlKem768, TlsGroup.Secp256r1MlKem768, TlsGroup.Secp384r1MlKem1024, TlsGroup.X25519, TlsGroup.Secp256r1,
        TlsGroup.X448, TlsGroup.Secp384r1, TlsGroup.Secp521r1, TlsGroup.BrainpoolP256r1Tls13, TlsGroup.BrainpoolP384r1Tls13,
        TlsGroup.BrainpoolP512r1Tls13, TlsGroup.Ffdhe2048, TlsGroup.Ffdhe3072, TlsGroup.Ffdhe4096, TlsGroup.Ffdhe6144,
        TlsGroup.Ffdhe8192,
    ];

    /// <summary>Curves for the versions before (RFC 8422 §5.1.1, and what it deprecates).</summary>
    public static IReadOnlyList<TlsGroup> Curves { get; } =
    [
        TlsGroup.X25519, TlsGroup.Secp256r1, TlsGroup.X448, TlsGroup.Secp384r1, TlsGroup.Secp521r1, TlsGroup.BrainpoolP256r1,
        TlsGroup.BrainpoolP384r1, TlsGroup.BrainpoolP512r1, TlsGroup.Secp256k1, TlsGroup.Secp224r1, TlsGroup.Secp192r1,
        TlsGroup.Secp160r1, TlsGroup.Sect571r1, TlsGroup.Sect409r1, TlsGroup.Sect283r1, TlsGroup.Sect233r1, TlsGroup.Sect163k1,
    ];

    /// <summary>Whether it withstands a quantum computer, as far as anybody knows.</summary>
    public static bool IsPostQuantum(this TlsGroup group) =>
        group is TlsGroup.X25519MlKem768 or TlsGroup.Secp256r1MlKem768 or TlsGroup.Secp384r1MlKem1024;

    /// <summary>The name as IANA lists it; the number where it is none that we know.</summary>
    public static string Word(this TlsGroup group) =>
        Names.TryGetValue(group, out var name) ? name
        : Enum.IsDefined(group) ? char.ToLowerInvariant(group.ToString()[0]) + group.ToString()[1..]
        : string.Create(CultureInfo.InvariantCulture, $"0x{(int)group:X4}");
}
