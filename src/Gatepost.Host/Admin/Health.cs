using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Dns;
using Gatepost.Host.Output;
using Gatepost.Host.Verbs;

namespace Gatepost.Host.Admin;

/// <summary>Looks at all that mail depends on here.</summary>
internal sealed class Health(HealthSources sources, QueueSight queue, TimeProvider clock)
{
    public HealthReport Look()
    {
        HealthCheck[] checks = [Configuration(), .. Certificates(), Dnssec(), Disk(), Queue()];
        var worst = checks.Any(check => check.Status == HealthCheck.Failing) ? HealthCheck.Failing
            : checks.Any(check => check.Status == HealthCheck.Warning) ? HealthCheck.Warning
            : HealthCheck.Ok;
        return new HealthReport(worst, VersionVerb.Number, checks);
    }

    private HealthCheck Configuration()
    {
        var problems = sources.ConfigErrors();
        return problems.Count == 0
            ? new("configuration", HealthCheck.Ok, "in force as it is on disk")
            : new("configuration", HealthCheck.Warning,
                $"the file is broken, the last good one stays in force: {string.Join(" | ", problems)}");
    }

    private IEnumerable<HealthCheck> Certificates()
    {
        foreach (var name in sources.Config.Current.Certificates.Select(row => row.Name))
        {
            yield return Certificate($"certificate {name}", () => sources.Certificates.ForClient(name)?.TargetCertificate);
        }

        if (sources.Config.Current.Certificates.Count == 0)
        {
            yield return Certificate("certificate", () => sources.Certificates.ForServerName(null).TargetCertificate);
        }
    }

    private HealthCheck Certificate(string name, Func<X509Certificate2?> find)
    {
        try
        {
            if (find() is not { } certificate) return new(name, HealthCheck.Warning, "cannot be read");
            var left = certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime;
            if (left <= TimeSpan.Zero) return new(name, HealthCheck.Warning, $"expired {Amount.Span(-left)} ago");
            var status = left < CertificateChecks.Soon ? HealthCheck.Warning : HealthCheck.Ok;
            return new(name, status, $"expires in {Amount.Span(left)}");
        }
        catch (Exception e) when (e is IOException or CryptographicException)
        {
            return new(name, HealthCheck.Warning, e.Message);
        }
    }

    private HealthCheck Dnssec()
    {
        var trust = sources.Resolver.Trust;
        return new("dnssec", trust.State is DnssecState.Validates ? HealthCheck.Ok : HealthCheck.Warning, trust.Words);
    }

    private HealthCheck Disk()
    {
        if (sources.Spool.Problem is { } problem) return new("disk", HealthCheck.Failing, $"no mail is taken (452): {problem}");
        return sources.Spool.HasRoomFor(0)
            ? new("disk", HealthCheck.Ok, "above the reserve")
            : new("disk", HealthCheck.Failing,
                $"less than {Amount.Octets(sources.Config.Current.Queue.DiskReserve)} free: no mail is taken (452)");
    }

    private HealthCheck Queue()
    {
        var summary = queue.Latest;
        var age = summary.OldestArrival is { } oldest ? $", the oldest {Amount.Span(clock.GetUtcNow() - oldest)} old" : "";
        return new("queue", HealthCheck.Ok,
            $"{summary.Entries} entries: {summary.Due.Entries} due, {summary.Active.Entries} under way, "
            + $"{summary.Deferred.Entries} deferred, {summary.Held.Entries} held{age}");
    }
}
