using System.Formats.Asn1;

namespace Gatepost.Protocols.Dane;

/// <summary>
/// As much of a certificate's encoding as TLSA speaks of: whether it is one, and where its key stands. The octets are taken as
/// they came: what is decoded and encoded again may differ from what was published.
/// </summary>
/// <remarks><code>
///   Certificate          ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE, signature BIT STRING }
///   TBSCertificate       ::= SEQUENCE { [0] version, serial INTEGER, signature SEQUENCE, issuer SEQUENCE, validity SEQUENCE,
///                                       subject SEQUENCE, subjectPublicKeyInfo SEQUENCE, … }
///   SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE, subjectPublicKey BIT STRING }          (RFC 5280 §4.1)
/// </code></remarks>
internal static class CertificateDer
{
    // Certificates in the field are not all strict DER; where their parts stand is the same.
    private const AsnEncodingRules Rules = AsnEncodingRules.BER;

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    /// <summary>The SubjectPublicKeyInfo; false where the octets are no certificate.</summary>
    public static bool TryReadPublicKey(ReadOnlyMemory<byte> certificate, out ReadOnlyMemory<byte> publicKey)
    {
        try
        {
            publicKey = ReadPublicKey(certificate);
            return true;
        }
        catch (AsnContentException)
        {
            publicKey = default;
            return false;
        }
    }

    /// <summary>Whether the octets are a SubjectPublicKeyInfo.</summary>
    public static bool IsPublicKey(ReadOnlyMemory<byte> octets)
    {
        try
        {
            CheckPublicKey(octets);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> ReadPublicKey(ReadOnlyMemory<byte> octets)
    {
        var outer = new AsnReader(octets, Rules);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var body = certificate.ReadSequence();
        certificate.ReadSequence();
        certificate.ReadBitString(out _);
        certificate.ThrowIfNotEmpty();

        if (body.HasData && body.PeekTag().HasSameClassAndValue(Version)) body.ReadEncodedValue();
        body.ReadIntegerBytes();
        for (var part = 0; part < 4; part++) body.ReadSequence(); // signature, issuer, validity, subject
        var publicKey = body.ReadEncodedValue();
        CheckPublicKey(publicKey);
        return publicKey;
    }

    private static void CheckPublicKey(ReadOnlyMemory<byte> octets)
    {
        var outer = new AsnReader(octets, Rules);
        var key = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        key.ReadSequence().ReadObjectIdentifier();
        key.ReadBitString(out _);
        key.ThrowIfNotEmpty();
    }
}
