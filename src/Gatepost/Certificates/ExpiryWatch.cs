using Microsoft.Extensions.Logging;

namespace Gatepost.Certificates;

/// <summary>Tells 30, 14 and 3 days before a certificate of ours ends, and when it has; each once.</summary>
internal sealed class ExpiryWatch(TimeProvider time, ILogger logger)
{
    private static readonly int[] Days = [3, 14, 30];

    private readonly HashSet<(string Thumbprint, int Days)> _told = [];

    public void Look(IEnumerable<LoadedCertificate> certificates)
    {
        var now = time.GetUtcNow();
        foreach (var certificate in certificates)
        {
            var left = certificate.NotAfter - now;
            if (certificate.NotBefore > now)
            {
                if (First(certificate, int.MaxValue)) CertificateLog.NotYetValid(logger, certificate.Name, certificate.NotBefore);
            }
            else if (left <= TimeSpan.Zero)
            {
                if (First(certificate, 0)) CertificateLog.Expired(logger, certificate.Name, certificate.NotAfter);
            }
            else if (Array.Find(Days, days => left <= TimeSpan.FromDays(days)) is var days and > 0 && First(certificate, days))
            {
                CertificateLog.Expires(logger, certificate.Name, (int)left.TotalDays, certificate.NotAfter);
            }
        }
    }

    private bool First(LoadedCertificate certificate, int days) =>
        _told.Add((certificate.Context.TargetCertificate.Thumbprint, days));
}
