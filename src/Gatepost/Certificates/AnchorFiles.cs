using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Certificates;

/// <summary>PEM files with authorities that others' certificates are held against, as last read.</summary>
internal sealed class AnchorFiles(ILogger logger)
{
    private readonly ConcurrentDictionary<string, Anchored> _files = new(StringComparer.Ordinal);

    /// <summary>The authorities of a file.</summary>
    /// <exception cref="IOException">It was never readable.</exception>
    public X509Certificate2Collection Get(string path) => _files.GetOrAdd(path, static path => Read(path)).Authorities;

    /// <summary>Reads a file afresh.</summary>
    /// <exception cref="IOException">It cannot be read, or holds no authority.</exception>
    public static X509Certificate2Collection Load(string path) => Read(path).Authorities;

    /// <summary>Reads the files that changed; one that cannot be read keeps the last good authorities.</summary>
    public void Refresh()
    {
        foreach (var (path, known) in _files)
        {
            try
            {
                var read = Read(path);
                if (read.Digest == known.Digest && known.Complaint is null) continue;
                _files[path] = read;
                if (read.Digest != known.Digest) CertificateLog.AnchorsRead(logger, path, read.Authorities.Count);
            }
            catch (IOException fault)
            {
                if (known.Complaint == fault.Message) continue;
                CertificateLog.AnchorsNotTaken(logger, path, fault.Message);
                _files[path] = known with { Complaint = fault.Message };
            }
        }
    }

    private static Anchored Read(string path)
    {
        try
        {
            var octets = CertificateFiles.ReadFile(path);
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Encoding.UTF8.GetString(octets));
            if (authorities.Count == 0) throw new IOException($"{path} holds no certificate in PEM");
            return new Anchored(authorities, Convert.ToHexStringLower(SHA256.HashData(octets)), null);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or CryptographicException)
        {
            throw new IOException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <param name="Authorities">Never changed once it is here.</param>
    /// <param name="Digest">Of the file's octets.</param>
    /// <param name="Complaint">Why the last read failed, once it was told.</param>
    private sealed record Anchored(X509Certificate2Collection Authorities, string Digest, string? Complaint);
}
