using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Certificates;

internal static partial class CertificateLog
{
    [LoggerMessage(EventIds.CertificateTaken, LogLevel.Information,
        "certificate {Name}: in use, for {DnsNames}, until {NotAfter:u}")]
    public static partial void CertificateTaken(ILogger logger, string name, string dnsNames, DateTimeOffset notAfter);

    [LoggerMessage(EventIds.CertificateNotTaken, LogLevel.Error, "certificate {Name}: {File} not taken: {Why}; {Consequence}")]
    public static partial void CertificateNotTaken(ILogger logger, string name, string file, string why, string consequence);

    [LoggerMessage(EventIds.CertificateExpires, LogLevel.Warning,
        "certificate {Name}: expires in {Days} days, on {NotAfter:u}; renew it")]
    public static partial void Expires(ILogger logger, string name, int days, DateTimeOffset notAfter);

    [LoggerMessage(EventIds.CertificateExpired, LogLevel.Error,
        "certificate {Name}: expired on {NotAfter:u}; others who verify it refuse it: renew it")]
    public static partial void Expired(ILogger logger, string name, DateTimeOffset notAfter);

    [LoggerMessage(EventIds.CertificateNotYetValid, LogLevel.Warning,
        "certificate {Name}: valid only from {NotBefore:u}; is the clock right?")]
    public static partial void NotYetValid(ILogger logger, string name, DateTimeOffset notBefore);

    [LoggerMessage(EventIds.SelfSignedMade, LogLevel.Information,
        "certificate self-signed: made for {Hostname}, since no other is in use; it encrypts, but nobody can verify it")]
    public static partial void SelfSignedMade(ILogger logger, string hostname);

    [LoggerMessage(EventIds.AnchorsRead, LogLevel.Information, "{Path}: changed, {Count} authorities read")]
    public static partial void AnchorsRead(ILogger logger, string path, int count);

    [LoggerMessage(EventIds.AnchorsNotTaken, LogLevel.Error,
        "{Path}: changed, but not taken: {Why}; the old authorities stay in use")]
    public static partial void AnchorsNotTaken(ILogger logger, string path, string why);

    [LoggerMessage(EventIds.CertificateRefreshFailed, LogLevel.Error,
        "certificates: the look at the files failed; those in use stay")]
    public static partial void RefreshFailed(ILogger logger, Exception fault);
}
