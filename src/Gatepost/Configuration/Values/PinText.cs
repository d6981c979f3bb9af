using System.Buffers;

namespace Gatepost.Configuration.Values;

/// <summary>
/// Pins: <c>sha256:…</c> of the whole certificate, <c>spki-sha256:…</c> of its public key. The digest in hex, with or without
/// colons and in either case, as <c>openssl x509 -fingerprint -sha256</c> prints it, or in base64.
/// </summary>
internal static class PinText
{
    private const int DigestOctets = 32;

    public static Parsed<CertificatePin> Parse(string text)
    {
        var trimmed = text.Trim();
        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        PinKind? kind = colon < 0 ? null : trimmed[..colon] switch
        {
            "sha256" or "cert-sha256" => PinKind.Certificate,
            "spki-sha256" => PinKind.PublicKey,
            _ => null,
        };
        if (kind is null) return Parsed<CertificatePin>.Refuse("does not begin with sha256: or spki-sha256:");

        return Digest(trimmed[(colon + 1)..]) is { } digest
            ? new CertificatePin(kind.Value, digest)
            : Parsed<CertificatePin>.Refuse("has no SHA-256 digest of 64 hex digits");
    }

    private static string? Digest(string text)
    {
        var octets = new byte[DigestOctets];
        var hex = text.Replace(":", "", StringComparison.Ordinal);
        if (Convert.FromHexString(hex, octets, out _, out var written) is OperationStatus.Done && written == DigestOctets)
            return Convert.ToHexStringLower(octets);
        return Convert.TryFromBase64String(text, octets, out written) && written == DigestOctets
            ? Convert.ToHexStringLower(octets)
            : null;
    }
}
