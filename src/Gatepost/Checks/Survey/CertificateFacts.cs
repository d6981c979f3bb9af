using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Checks.Survey;

/// <summary>What one certificate says, as far as checks ask.</summary>
internal sealed record CertificateFacts
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", AnyPurpose = "2.5.29.37.0";

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary><c>RSA</c>, <c>EC</c>, or the name of another kind.</summary>
    public required string KeyKind { get; init; }

    /// <summary>Bits; 0 where nobody knows.</summary>
    public required int KeySize { get; init; }

    /// <summary><c>sha256RSA</c>.</summary>
    public required string Signature { get; init; }

    /// <summary>It may be used by servers; also where it says nothing about its use.</summary>
    public required bool IsForServers { get; init; }

    /// <summary>Its subject is its issuer.</summary>
    public required bool IsSelfIssued { get; init; }

    /// <summary>Reads one; null where it cannot be read.</summary>
    public static CertificateFacts? Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            var (kind, size) = Key(certificate);
            return new CertificateFacts
            {
                Subject = certificate.Subject,
                Issuer = certificate.Issuer,
                NotBefore = certificate.NotBefore.ToUniversalTime(),
                NotAfter = certificate.NotAfter.ToUniversalTime(),
                KeyKind = kind,
                KeySize = size,
                Signature = certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "unknown",
                IsForServers = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(Serves),
                IsSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool Serves(X509EnhancedKeyUsageExtension usage) =>
        usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is ServerAuthentication or AnyPurpose);

    private static (string Kind, int Size) Key(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return ("RSA", rsa.KeySize);
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is not null ? ("EC", ecdsa.KeySize) : (certificate.PublicKey.Oid.FriendlyName ?? "unknown", 0);
    }
}
