using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Gatepost.Delivery;

/// <summary>
/// Whether a bare key signed a certificate (RFC 5280 §4.1): for TLSA records that hold an authority's key and no more.
/// </summary>
internal static class CertificateSignature
{
    private static readonly Dictionary<string, HashAlgorithmName> Rsa = new()
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> Ecdsa = new()
    {
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Judges; what is malformed, or signed by an algorithm of the past, is not signed.</summary>
    /// <param name="certificate">DER.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER.</param>
    public static bool IsBy(ReadOnlyMemory<byte> certificate, ReadOnlyMemory<byte> publicKey)
    {
        try
        {
            // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, ... }, signatureValue BIT STRING }
            var outer = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
            var signed = outer.ReadEncodedValue();
            var algorithm = outer.ReadSequence().ReadObjectIdentifier();
            var signature = outer.ReadBitString(out _);
            if (Rsa.TryGetValue(algorithm, out var hash))
            {
                using var rsa = RSA.Create();
                rsa.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
                return rsa.VerifyData(signed.Span, signature, hash, RSASignaturePadding.Pkcs1);
            }

            if (!Ecdsa.TryGetValue(algorithm, out hash)) return false;
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
            return ecdsa.VerifyData(signed.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception malformed) when (malformed is CryptographicException or AsnContentException)
        {
            return false;
        }
    }
}
