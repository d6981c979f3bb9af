using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;

namespace Gatepost.Certificates;

/// <summary>
/// Looks into the certificate files that the configuration names, for whoever asks whether it is right. A running gateway does
/// not ask so: there a bad file leaves the old one in use.
/// </summary>
internal sealed class CertificateChecks(TimeProvider time, X509Certificate2Collection? publicRoots = null) : IConfigCheck
{
    /// <summary>So long before its end a certificate is told of: renewal is mostly done a month before.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public void Check(Draft draft, ProblemLog problems)
    {
        foreach (var row in draft.Certificates) Certificate(row, problems);
        foreach (var row in draft.Listeners) Authorities(row, "client_ca_file", row.Value.ClientCaFile, problems);
        foreach (var row in draft.Domains) Authorities(row, "tls_ca_file", row.Value.Tls.CaFile, problems);
        foreach (var row in draft.Partners)
        {
            Authorities(row, "tls_ca_file", row.Value.Tls.CaFile, problems);
            Authorities(row, InboundOptions.CaFile, row.Value.Inbound.ClientCaFile, problems);
            Public(row, problems);
        }

        Authorities(draft.Outbound, "ca_file", draft.Outbound.Value.CaFile, problems);
    }

    private void Certificate(Row<CertificateConfig> row, ProblemLog problems)
    {
        CertificateFiles files;
        try
        {
            files = CertificateFiles.Read(row.Value);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return; // That it cannot be read is told already, where the path stands.
        }

        var (certificate, problem) = CertificateParser.Parse(row.Value.Name, files);
        if (certificate is null)
        {
            problems.Error(row.At("certificate_file"), row.Label, problem!, "put the right files there");
            return;
        }

        var left = certificate.NotAfter - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            problems.Warn(row.At("certificate_file"), row.Label, $"expired on {certificate.NotAfter:u}", "renew it");
        else if (left < Soon)
            problems.Warn(row.At("certificate_file"), row.Label, $"expires on {certificate.NotAfter:u}", "renew it");
    }

    private void Public(Row<PartnerConfig> row, ProblemLog problems)
    {
        if (PublicAuthority.Find(row.Value.Inbound.ClientCaFile, time.GetUtcNow(), publicRoots) is not { } name) return;
        problems.Warn(row.At(InboundOptions.CaFile), row.Name(InboundOptions.CaFile), PublicAuthority.Problem(name),
            PublicAuthority.Remedy);
    }

    private static void Authorities<T>(Row<T> row, string option, string? path, ProblemLog problems)
    {
        if (!File.Exists(path)) return;
        try
        {
            _ = AnchorFiles.Load(path);
        }
        catch (IOException fault)
        {
            problems.Error(row.At(option), row.Name(option), fault.Message, "put the authorities' certificates there, in PEM");
        }
    }
}
