using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Protocols.Dane;

namespace Gatepost.Delivery;

/// <summary>
/// The chain from a server's certificate to the authority that a DANE-TA record names (RFC 7672 §3.1.2): a certificate that the
/// server sent, or the certificate or key that the record itself holds. What lies above the authority does not matter.
/// </summary>
/// <remarks>
/// The platform trusts only self-signed anchors, so the chain is built with no anchor at all, out of what was sent; then each of
/// its links up to the authority must be sound.
/// </remarks>
internal sealed class DaneChain : IDisposable
{
    private const X509ChainStatusFlags NoAnchor = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _leaf;
    private readonly X509Certificate2Collection _others = [];
    private readonly X509Chain _chain = new();

    public DaneChain(PeerCertificate certificate, TlsaRecord record)
    {
        _leaf = X509CertificateLoader.LoadCertificate(certificate.Presented[0].Span);
        foreach (var sent in certificate.Presented.Skip(1)) _others.Add(X509CertificateLoader.LoadCertificate(sent.Span));
        if (IsWhole(record, TlsaSelector.Certificate) && Load(record.Data) is { } held) _others.Add(held);
        Build(certificate.SeenAt);
        Problem = Judge(record);
    }

    /// <summary>Why the certificate does not lead to the authority, or null where it does.</summary>
    public string? Problem { get; }

    public void Dispose()
    {
        foreach (var element in _chain.ChainElements) element.Certificate.Dispose();
        foreach (var other in _others) other.Dispose();
        _chain.Dispose();
        _leaf.Dispose();
    }

    private void Build(DateTimeOffset now)
    {
        var policy = _chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.ExtraStore.AddRange(_others);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        policy.ApplicationPolicy.Add(new(ServerAuthentication));
        _chain.Build(_leaf);
    }

    private string? Judge(TlsaRecord record)
    {
        var faults = X509ChainStatusFlags.NoError;
        for (var i = 0; i < _chain.ChainElements.Count; i++)
        {
            var element = _chain.ChainElements[i];
            // The server's own certificate is no authority, even where it signed itself.
            var isAnchor = i > 0 && TlsaMatch.IsMatch(record, element.Certificate.RawDataMemory);
            foreach (var status in element.ChainElementStatus) faults |= status.Status & ~NoAnchor;
            if (isAnchor || IsSignedBy(element.Certificate, record)) return Words(faults);
        }

        return "the certificate leads to none of the authorities that the domain's TLSA records name";
    }

    private string? Words(X509ChainStatusFlags faults) => faults is X509ChainStatusFlags.NoError ? null
        : "the certificate leads to the authority of the TLSA records, but "
            + ChainProblem.Find(_leaf, faults, _chain.ChainPolicy.VerificationTime).Words;

    private static bool IsSignedBy(X509Certificate2 certificate, TlsaRecord record) =>
        IsWhole(record, TlsaSelector.PublicKey) && CertificateSignature.IsBy(certificate.RawDataMemory, record.Data);

    private static bool IsWhole(TlsaRecord record, TlsaSelector selector) =>
        record.MatchingType is TlsaMatchingType.Full && record.Selector == selector;

    private static X509Certificate2? Load(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(certificate.Span);
        }
        catch (CryptographicException)
        {
            return null; // what the platform cannot read leads to nobody
        }
    }
}
