using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gatepost.Certificates;

/// <summary>
/// Makes a certificate with its key and chain from the octets of PEM files (RFC 7468) or of a PFX (RFC 7292). Which of several
/// certificates is ours is told by the key, not by their order.
/// </summary>
internal static class CertificateParser
{
    private const string PemBegin = "-----BEGIN ";

    /// <summary>The certificate, or why there is none, as a sentence about the files.</summary>
    public static (LoadedCertificate? Certificate, string? Problem) Parse(string name, CertificateFiles files)
    {
        try
        {
            return files.Certificate.AsSpan().IndexOf(Encoding.ASCII.GetBytes(PemBegin)) >= 0
                ? FromPem(name, files)
                : FromPfx(name, files);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return (null, $"certificate_file cannot be understood: {fault.Message}");
        }
    }

    private static (LoadedCertificate?, string?) FromPem(string name, CertificateFiles files)
    {
        var text = Encoding.UTF8.GetString(files.Certificate);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        if (certificates.Count == 0) return (null, "certificate_file holds no certificate");

        var source = files.Key is null ? "certificate_file" : "key_file";
        if (FindKey(files.Key is null ? text : Encoding.UTF8.GetString(files.Key)) is not { } key)
            return (null, $"{source} holds no private key");
        if (key.StartsWith(PemBegin + "ENCRYPTED", StringComparison.Ordinal))
        {
            if (files.Password is null) return (null, $"the key in {source} is encrypted, and there is no password_file");
            if (!CanOpen(key, files.Password)) return (null, $"the password in password_file does not open the key in {source}");
        }

        var leaf = certificates.Select(certificate => WithKey(certificate, key, files.Password))
            .FirstOrDefault(static with => with is not null);
        if (leaf is null) return (null, $"the key in {source} does not belong to the certificate");

        var others = certificates.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span));
        return (new LoadedCertificate(name, leaf, [.. others]), null);
    }

    private static (LoadedCertificate?, string?) FromPfx(string name, CertificateFiles files)
    {
        if (!IsPfx(files.Certificate)) return (null, "certificate_file is neither PEM nor PFX");

        X509Certificate2Collection content;
        try
        {
            content = X509CertificateLoader.LoadPkcs12Collection(files.Certificate, files.Password);
        }
        catch (CryptographicException)
        {
            return (null, files.Password is null
                ? "the PFX in certificate_file needs a password, and there is no password_file"
                : "the password in password_file does not open the PFX");
        }

        var leaf = content.FirstOrDefault(static certificate => certificate.HasPrivateKey);
        if (leaf is null) return (null, "the PFX in certificate_file holds no private key");
        content.Remove(leaf);
        return (new LoadedCertificate(name, leaf, content), null);
    }

    private static bool IsPfx(byte[] octets)
    {
        try
        {
            return X509Certificate2.GetCertContentType(octets) is X509ContentType.Pkcs12;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The first block that is a private key, whole.</summary>
    private static string? FindKey(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label].EndsWith("PRIVATE KEY")) return rest[fields.Location].ToString();
            rest = rest[fields.Location.End..];
        }

        return null;
    }

    private static X509Certificate2? WithKey(X509Certificate2 certificate, string key, string? password)
    {
        try
        {
            var pem = certificate.ExportCertificatePem();
            return key.StartsWith(PemBegin + "ENCRYPTED", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(pem, key, password)
                : X509Certificate2.CreateFromPem(pem, key);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static bool CanOpen(string key, string password)
    {
        using var rsa = RSA.Create();
        using var ec = ECDsa.Create();
        return Imports(rsa, key, password) || Imports(ec, key, password);
    }

    private static bool Imports(AsymmetricAlgorithm algorithm, string key, string password)
    {
        try
        {
            algorithm.ImportFromEncryptedPem(key, password);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
