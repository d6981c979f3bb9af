using System.Security.Cryptography;

namespace Gatepost.Protocols.Dane;

/// <summary>Whether a certificate is the one that a record speaks of. Names, dates and issuers are not asked here.</summary>
public static class TlsaMatch
{
    /// <summary>Compares one record with one certificate, in DER. An unusable record matches nothing, nor does a record match
    /// what is no certificate.</summary>
    public static bool IsMatch(TlsaRecord record, ReadOnlyMemory<byte> certificate)
    {
        if (!record.IsUsable || !CertificateDer.TryReadPublicKey(certificate, out var publicKey)) return false;
        var selected = record.Selector is TlsaSelector.Certificate ? certificate.Span : publicKey.Span;
        return record.MatchingType switch
        {
            TlsaMatchingType.Full => record.Data.Span.SequenceEqual(selected),
            TlsaMatchingType.Sha256 => record.Data.Span.SequenceEqual(SHA256.HashData(selected)),
            TlsaMatchingType.Sha512 => record.Data.Span.SequenceEqual(SHA512.HashData(selected)),
            _ => false,
        };
    }
}
