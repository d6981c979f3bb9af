using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Certificates;

/// <summary>
/// Our certificates as they are on disk: read at the start, looked at every few seconds, swapped whole without a restart.
/// <list type="number">
/// <item>each row's files are read; those whose octets are the same stay as they are;</item>
/// <item>what changed is parsed; a bad one is told, and the old one stays in use;</item>
/// <item>where none is usable, the self-signed one is;</item>
/// <item>the choice is swapped in one step: handshakes under way keep what they began with.</item>
/// </list>
/// </summary>
public sealed class CertificateStore : ICertificateStore, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IConfigSource _config;
    private readonly ILogger<CertificateStore> _logger;
    private readonly CertificateMetrics _metrics;
    private readonly SelfSignedCertificate _selfSigned;
    private readonly AnchorFiles _anchors;
    private readonly ExpiryWatch _expiry;
    private readonly Lock _refreshing = new();
    private readonly ITimer _timer;
    private readonly IDisposable _configChanges;
    private Dictionary<CertificateConfig, Kept> _rows_NeedsLock = [];
    private volatile CertificateChoice _choice;

    internal CertificateStore(
        IConfigSource config, ISecretFiles secrets, TimeProvider time, ILogger<CertificateStore> logger,
        CertificateMetrics metrics)
    {
        (_config, _logger, _metrics) = (config, logger, metrics);
        _selfSigned = new SelfSignedCertificate(secrets, time);
        _anchors = new AnchorFiles(logger);
        _expiry = new ExpiryWatch(time, logger);
        _choice = Choose_NeedsLock();
        metrics.Observe(() => _choice.All.Select(static certificate => (certificate.Name, certificate.NotAfter)));
        _timer = time.CreateTimer(static store => ((CertificateStore)store!).RefreshQuietly(), this, Interval, Interval);
        _configChanges = config.OnChange(_ => RefreshQuietly());
    }

    /// <inheritdoc />
    public SslStreamCertificateContext ForServerName(string? serverName) => _choice.ForServerName(serverName);

    /// <inheritdoc />
    public SslStreamCertificateContext? ForClient(string name) => _choice.ForClient(name);

    /// <inheritdoc />
    public X509Certificate2Collection Anchors(string pemFile) => _anchors.Get(pemFile);

    /// <summary>Looks at the files now.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            // (4)
            _choice = Choose_NeedsLock();
            _anchors.Refresh();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _configChanges.Dispose();
        _timer.Dispose();
    }

    private void RefreshQuietly()
    {
        try
        {
            Refresh();
        }
        catch (Exception fault)
        {
            CertificateLog.RefreshFailed(_logger, fault);
        }
    }

    private CertificateChoice Choose_NeedsLock()
    {
        var config = _config.Current;
        var rows = new Dictionary<CertificateConfig, Kept>();
        var usable = new List<LoadedCertificate>();
        foreach (var row in config.Certificates)
        {
            var kept = Look(row, _rows_NeedsLock.GetValueOrDefault(row) ?? new Kept("", Earlier(row.Name)));
            rows[row] = kept;
            if (kept.Certificate is { } certificate) usable.Add(certificate);
        }

        _rows_NeedsLock = rows;

        // (3)
        if (usable.Count == 0) usable.Add(SelfSigned(config.Hostname));
        _expiry.Look(usable);
        return new CertificateChoice(usable);
    }

    /// <summary>A row that names other files now, and cannot be taken, keeps what it had.</summary>
    private LoadedCertificate? Earlier(string name) =>
        _rows_NeedsLock.FirstOrDefault(pair => pair.Key.Name == name).Value?.Certificate;

    private Kept Look(CertificateConfig row, Kept known)
    {
        string digest;
        string? why;
        try
        {
            // (1)
            var files = CertificateFiles.Read(row);
            if (files.Digest == known.Mark) return known;

            // (2)
            digest = files.Digest;
            (var certificate, why) = CertificateParser.Parse(row.Name, files);
            if (certificate is not null)
            {
                CertificateLog.CertificateTaken(_logger, row.Name, NamesOf(certificate), certificate.NotAfter);
                _metrics.Read(taken: true);
                return new Kept(digest, certificate);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            (digest, why) = (fault.Message, fault.Message);
            if (digest == known.Mark) return known;
        }

        var consequence = known.Certificate is null ? "it is not in use" : "the old one stays in use";
        CertificateLog.CertificateNotTaken(_logger, row.Name, row.CertificateFile, why!, consequence);
        _metrics.Read(taken: false);
        return known with { Mark = digest };
    }

    private LoadedCertificate SelfSigned(string hostname)
    {
        if (_choice?.All is [var shown] && _selfSigned.Serves(shown, hostname)) return shown;
        var certificate = _selfSigned.Obtain(hostname, out var made);
        if (made) CertificateLog.SelfSignedMade(_logger, hostname);
        return certificate;
    }

    private static string NamesOf(LoadedCertificate certificate) =>
        certificate.DnsNames.Count == 0 ? "no name" : string.Join(", ", certificate.DnsNames);

    /// <param name="Mark">What was last seen and told: the digest of the files, or why they could not be read.</param>
    /// <param name="Certificate">The last good one, or null.</param>
    private sealed record Kept(string Mark, LoadedCertificate? Certificate);
}
