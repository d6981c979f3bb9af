using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Certificates;

/// <summary>
/// The certificate of a gateway that has none: made at the first start and kept, so that others who remember keys see the same
/// one again. It proves nothing, yet it encrypts: at the level May nobody asks for more (RFC 7435 §3).
/// </summary>
internal sealed class SelfSignedCertificate(ISecretFiles files, TimeProvider time)
{
    /// <summary>The name of the file, and of the certificate.</summary>
    public const string FileName = "self-signed.pem", Name = "self-signed";

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Validity = TimeSpan.FromDays(825), RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The kept one where it still serves the hostname, else a new one.</summary>
    public LoadedCertificate Obtain(string hostname, out bool made)
    {
        made = false;
        if (files.Read(FileName) is { } kept && Load(kept) is { } loaded && Serves(loaded, hostname)) return loaded;

        made = true;
        var text = Make(DomainName.Normalize(hostname));
        files.Write(FileName, text);
        return Load(text) ?? throw new CryptographicException("the certificate that was just made cannot be read");
    }

    /// <summary>Whether it is one of these, for this hostname, and not about to end.</summary>
    public bool Serves(LoadedCertificate certificate, string hostname) =>
        certificate.Name == Name && certificate.DnsNames.Contains(DomainName.Normalize(hostname))
        && certificate.NotAfter - RenewBefore > time.GetUtcNow();

    private static LoadedCertificate? Load(string pem) => CertificateParser.Parse(Name, new CertificateFiles
    {
        Certificate = Encoding.UTF8.GetBytes(pem),
        Key = null,
        Password = null,
        Digest = "",
    }).Certificate;

    private string Make(string hostname)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(hostname.Length <= 64 ? hostname : "gatepost"); // RFC 5280, ub-common-name
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostname);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new(ServerAuthentication), new(ClientAuthentication)], false));

        // From yesterday: not every clock is right.
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Validity);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
