using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;

namespace Gatepost.Host.Doctor;

/// <summary>Reads our certificates from their files, and looks whether they lead to an authority that this machine
/// trusts.</summary>
internal static class KeyExam
{
    public static IReadOnlyList<KeyFacts> Run(GatepostConfig config, DateTimeOffset now)
    {
        IEnumerable<CertificateConfig> rows = config.Certificates;
        if (config.Certificates.Count == 0)
        {
            var own = Path.Combine(config.DataDirectory, SelfSignedCertificate.FileName);
            rows = File.Exists(own) ? [new() { Name = SelfSignedCertificate.FileName, CertificateFile = own }] : [];
        }

        return [.. rows.Select(row => Look(row, now))];
    }

    private static KeyFacts Look(CertificateConfig row, DateTimeOffset now)
    {
        var facts = new KeyFacts { Name = row.Name, OpenKeyFile = Open(row.KeyFile ?? row.CertificateFile) };
        try
        {
            var (certificate, problem) = CertificateParser.Parse(row.Name, CertificateFiles.Read(row));
            if (certificate is null) return facts with { Problem = problem };
            var leaf = certificate.Context.TargetCertificate;
            return facts with
            {
                NotBefore = certificate.NotBefore,
                NotAfter = certificate.NotAfter,
                Names = certificate.DnsNames,
                IsSelfSigned = leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData),
                Untrusted = Untrusted(leaf, certificate.Context.IntermediateCertificates, now),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return facts with { Problem = fault.Message };
        }
    }

    private static string? Untrusted(X509Certificate2 leaf, IEnumerable<X509Certificate2> others, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        // That is told by itself.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        foreach (var other in others) policy.ExtraStore.Add(other);
        if (chain.Build(leaf)) return null;
        return string.Join("; ", chain.ChainStatus.Select(static status => status.StatusInformation.Trim()).Distinct());
    }

    private static string? Open(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead) ? path : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
