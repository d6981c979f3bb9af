using System.Globalization;
using System.Net.Security;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// All cipher suites that a probe offers, by name and in portions. Their names tell what they are:
/// <c>TLS_(key exchange)_WITH_(cipher)</c>, and <c>TLS_(cipher)</c> in TLS 1.3.
/// </summary>
internal static class CipherSuites
{
    // Some old servers break off where more than 128 suites are offered.
    private const int MaxPortion = 100;

    /// <summary>Suites that IANA's list, as the platform has it, does not name.</summary>
    private static readonly Dictionary<int, string> Others = new()
    {
        [0x0062] = "TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA",
        [0x0064] = "TLS_RSA_EXPORT1024_WITH_RC4_56_SHA",
        [0xCC13] = "OLD_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        [0xCC14] = "OLD_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        [0xCC15] = "OLD_TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        [0x00C6] = "TLS_SM4_GCM_SM3",
        [0x00C7] = "TLS_SM4_CCM_SM3",
    };

    private static readonly string[] Usual = ["RSA", "DHE_RSA", "ECDHE_RSA", "ECDHE_ECDSA"];

    // Without a shared secret or a ticket of ours no server could choose these.
    private static readonly string[] Unusable = ["PSK", "SRP", "KRB5", "ECCPWD", "NULL_WITH_NULL"];

    private static readonly Dictionary<int, string> Names = Enum.GetValues<TlsCipherSuite>()
        .Select(static suite => (Code: (int)suite, Name: suite.ToString()))
        .Where(static suite => !Unusable.Any(word => suite.Name.Contains(word, StringComparison.Ordinal)))
        .Concat(Others.Select(static other => (Code: other.Key, Name: other.Value)))
        .DistinctBy(static suite => suite.Code)
        .ToDictionary(static suite => suite.Code, static suite => suite.Name);

    /// <summary>The name; the number where it is none that we know.</summary>
    public static string NameOf(int code) =>
        Names.TryGetValue(code, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"0x{code:X4}");

    /// <summary><c>ECDHE_RSA</c>; empty in TLS 1.3.</summary>
    public static string KeyExchangeOf(string name)
    {
        var end = name.IndexOf("_WITH_", StringComparison.Ordinal);
        return end < 0 ? "" : name[(name.IndexOf("TLS_", StringComparison.Ordinal) + 4)..end];
    }

    /// <summary><c>AES_128_GCM_SHA256</c>.</summary>
    public static string CipherOf(string name)
    {
        var end = name.IndexOf("_WITH_", StringComparison.Ordinal);
        return end < 0 ? name[4..] : name[(end + 6)..];
    }

    /// <summary>How a ServerKeyExchange of the suite looks.</summary>
    public static KeyExchangeKind KindOf(int code) => KeyExchangeOf(NameOf(code)) switch
    {
        "DHE_RSA" or "DHE_DSS" or "DHE_RSA_EXPORT" or "DHE_DSS_EXPORT" => KeyExchangeKind.Dhe,
        "DH_anon" or "DH_anon_EXPORT" => KeyExchangeKind.DheAnonymous,
        "ECDHE_RSA" or "ECDHE_ECDSA" => KeyExchangeKind.Ecdhe,
        "ECDH_anon" => KeyExchangeKind.EcdheAnonymous,
        _ => KeyExchangeKind.Other,
    };

    /// <summary>
    /// What is offered for a version, in portions: first what is in use, then the rest. In each the worst stands first: a server
    /// that obeys the client's order chooses it then, and one that has an order of its own does not care.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> Portions(TlsVersion version)
    {
        var all = Names.Where(suite => IsOf(suite.Key, suite.Value, version))
            .OrderByDescending(static suite => NcscGuideline.OfSuite(suite.Value)).ThenBy(static suite => suite.Key).ToList();
        var usual = all.Where(static suite => IsUsual(suite.Value)).Select(static suite => suite.Key);
        var rest = all.Where(static suite => !IsUsual(suite.Value)).Select(static suite => suite.Key);
        return [.. usual.Chunk(MaxPortion), .. rest.Chunk(MaxPortion)];
    }

    private static bool IsUsual(string name) =>
        KeyExchangeOf(name) is var exchange && (exchange.Length == 0 || Usual.Contains(exchange))
        && !CipherOf(name).StartsWith("ARIA", StringComparison.Ordinal)
        && !CipherOf(name).StartsWith("CAMELLIA", StringComparison.Ordinal);

    private static bool IsOf(int code, string name, TlsVersion version)
    {
        var isTls13 = KeyExchangeOf(name).Length == 0 && !name.Contains("SCSV", StringComparison.Ordinal);
        if (version is TlsVersion.Tls13) return isTls13;
        if (isTls13 || code is CipherSuiteCode.RenegotiationScsv or CipherSuiteCode.FallbackScsv) return false;
        return version is TlsVersion.Tls12 || !NeedsTls12(CipherOf(name));
    }

    // RFC 5246 §7.4.9 brought the hash of the suite, RFC 5288 §4 the AEAD ciphers.
    private static bool NeedsTls12(string cipher) =>
        cipher.EndsWith("SHA256", StringComparison.Ordinal) || cipher.EndsWith("SHA384", StringComparison.Ordinal)
        || cipher.Contains("GCM", StringComparison.Ordinal) || cipher.Contains("CCM", StringComparison.Ordinal);
}
