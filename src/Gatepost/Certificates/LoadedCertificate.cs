using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Certificates;

/// <summary>A certificate of ours with its key and chain, ready for handshakes.</summary>
internal sealed class LoadedCertificate
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <param name="name">What rows call it.</param>
    /// <param name="leaf">With its key.</param>
    /// <param name="others">Whatever else was in the files: the intermediates among them are sent.</param>
    public LoadedCertificate(string name, X509Certificate2 leaf, X509Certificate2Collection others)
    {
        Name = name;
        DnsNames = NamesOf(leaf);
        NotAfter = leaf.NotAfter.ToUniversalTime();
        NotBefore = leaf.NotBefore.ToUniversalTime();

        // Offline: a handshake must never wait for a download of intermediates or OCSP answers.
        Context = SslStreamCertificateContext.Create(Usable(leaf), others, offline: true);
    }

    public string Name { get; }

    public SslStreamCertificateContext Context { get; }

    /// <summary>Normalized; may begin with <c>*.</c>.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Windows cannot use keys that live in memory only, as keys from PEM do.</summary>
    private static X509Certificate2 Usable(X509Certificate2 leaf) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null)
        : leaf;

    /// <summary>RFC 9525 §2: the names are those of the subjectAltName; the common name is none.</summary>
    private static List<string> NamesOf(X509Certificate2 leaf)
    {
        try
        {
            var found = leaf.Extensions.FirstOrDefault(static extension => extension.Oid?.Value == SubjectAlternativeName);
            if (found is null) return [];
            var names = new X509SubjectAlternativeNameExtension(found.RawData);
            return [.. names.EnumerateDnsNames().Select(DomainName.Normalize).Distinct(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            return [];
        }
    }
}
