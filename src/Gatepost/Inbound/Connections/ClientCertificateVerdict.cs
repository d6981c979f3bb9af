using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Messages;

namespace Gatepost.Inbound.Connections;

/// <summary>What a client's certificate is worth.</summary>
/// <param name="Certificate">What it showed, or null.</param>
/// <param name="VouchedBy">The pin or the CA that makes it worth something, or null.</param>
/// <param name="Problem">Why it is worth nothing, or null.</param>
internal sealed record ClientCertificateVerdict(X509Certificate2? Certificate, string? VouchedBy, string? Problem)
{
    /// <summary>No certificate is asked for on this listener.</summary>
    public static ClientCertificateVerdict NotAsked { get; } = new(null, null, null);

    /// <summary>None was shown.</summary>
    public static ClientCertificateVerdict NotShown { get; } = new(null, null, "the client showed no certificate");

    /// <summary>Why, as a class, where a partner would have had to show one.</summary>
    public TlsReason Reason { get; init; }

    /// <summary>The client may relay for it.</summary>
    public bool MayRelay { get; init; }

    /// <summary>The names of the partners whose certificate it is.</summary>
    public IReadOnlyList<string> Partners { get; init; } = [];

    /// <summary>SHA-256 of the certificate, lower-case hex.</summary>
    public string? CertificateDigest { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, lower-case hex.</summary>
    public string? PublicKeyDigest { get; init; }

    /// <summary>SHA-256 of a certificate and of its SubjectPublicKeyInfo, lower-case hex.</summary>
    public static (string Certificate, string PublicKey) DigestsOf(X509Certificate2 certificate) =>
        (Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
            Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));
}
