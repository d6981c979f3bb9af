using System.Globalization;

namespace Gatepost.Messages;

/// <summary>The words for why no more was proven: short ones for programs, plain ones for people.</summary>
public static class TlsReasons
{
    private static readonly Dictionary<TlsReason, (string Word, string Plain)> Words = new()
    {
        [TlsReason.None] = ("none", "nothing was wrong"),
        [TlsReason.Other] = ("other", "another reason"),
        [TlsReason.SwitchedOff] = ("switched-off", "our configuration switches TLS off"),
        [TlsReason.NotOffered] = ("not-offered", "TLS is not offered"),
        [TlsReason.Refused] = ("refused", "TLS is offered, and then refused"),
        [TlsReason.HandshakeFailed] = ("handshake-failed", "the TLS handshake fails"),
        [TlsReason.Injected] = ("injected", "octets were injected before TLS"),
        [TlsReason.NoCertificate] = ("no-certificate", "no certificate is shown"),
        [TlsReason.Expired] = ("expired", "the certificate has expired"),
        [TlsReason.NotYetValid] = ("not-yet-valid", "the certificate is not valid yet"),
        [TlsReason.SelfSigned] = ("self-signed", "the certificate is self-signed"),
        [TlsReason.UnknownIssuer] = ("unknown-issuer", "the certificate's CA is not trusted"),
        [TlsReason.BadChain] = ("bad-chain", "the chain of certificates is not valid"),
        [TlsReason.OtherName] = ("other-name", "the certificate is for another name"),
        [TlsReason.OtherKey] = ("other-key", "certificate and key are not those pinned"),
        [TlsReason.WeakTls] = ("weak-tls", "an old TLS version or weak cipher"),
        [TlsReason.DaneMismatch] = ("dane-mismatch", "the certificate does not fit the TLSA records"),
        [TlsReason.DaneUnavailable] = ("dane-unavailable", "the TLSA records cannot be had"),
        [TlsReason.StsMismatch] = ("sts-mismatch", "the MTA-STS policy is not kept"),
        [TlsReason.NoRequireTls] = ("no-requiretls", "REQUIRETLS is not offered"),
        [TlsReason.NoDane] = ("no-dane", "no usable TLSA records are published"),
        [TlsReason.NoKnownName] = ("no-known-name", "no name on the certificate is known without the DNS"),
        [TlsReason.NotUsed] = ("not-used", "it does not use the TLS that we offer"),
        [TlsReason.NoPin] = ("no-pin", "nothing is pinned for it"),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<TlsReason> All => Words.Keys;

    /// <summary><c>not-offered</c>; a number where a newer program wrote it.</summary>
    public static string Word(this TlsReason reason) =>
        Words.TryGetValue(reason, out var words) ? words.Word : ((int)reason).ToString(CultureInfo.InvariantCulture);

    /// <summary><c>TLS is not offered</c></summary>
    public static string Plain(this TlsReason reason) =>
        Words.TryGetValue(reason, out var words) ? words.Plain : Words[TlsReason.Other].Plain;

    /// <summary>Reads a word.</summary>
    public static bool TryParse(string? word, out TlsReason reason)
    {
        foreach (var candidate in Words)
        {
            reason = candidate.Key;
            if (candidate.Value.Word == word) return true;
        }

        reason = default;
        return false;
    }
}
