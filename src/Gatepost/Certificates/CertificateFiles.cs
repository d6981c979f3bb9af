using System.Security.Cryptography;
using System.Text;
using Gatepost.Configuration;

namespace Gatepost.Certificates;

/// <summary>The octets of the files of one row. Two reads are the same where the digests are: what time and size say can deceive,
/// since tools that renew certificates swap links and keep times.</summary>
internal sealed record CertificateFiles
{
    /// <summary>More than any chain, less than what would hurt. In octets.</summary>
    private const int MaxLength = 4 * 1024 * 1024;

    public required byte[] Certificate { get; init; }

    public required byte[]? Key { get; init; }

    public required string? Password { get; init; }

    public required string Digest { get; init; }

    /// <exception cref="IOException">One of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read one of them.</exception>
    public static CertificateFiles Read(CertificateConfig row)
    {
        var certificate = ReadFile(row.CertificateFile);
        var key = row.KeyFile is null ? null : ReadFile(row.KeyFile);
        var password = row.PasswordFile is null ? null : ReadFile(row.PasswordFile);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var octets in (byte[]?[])[certificate, key, password]) hash.AppendData(SHA256.HashData(octets ?? []));
        return new CertificateFiles
        {
            Certificate = certificate,
            Key = key,
            Password = password is null ? null : FirstLine(Encoding.UTF8.GetString(password)),
            Digest = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    public static byte[] ReadFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MaxLength) throw new IOException($"{path} is larger than 4 MiB");
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        return octets;
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');
}
