using System.Collections.Frozen;
using System.Net.Security;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Certificates;

/// <summary>
/// Which certificate is shown: the one that bears the asked name, else the one whose wildcard covers it as the whole left-most
/// label (RFC 9525 §6.3), else the first: an unknown name, or none, still gets a chain (RFC 7672 §8.1, RFC 8461 §7.1). Immutable.
/// </summary>
internal sealed class CertificateChoice
{
    private readonly FrozenDictionary<string, LoadedCertificate> _byServerName;
    private readonly FrozenDictionary<string, LoadedCertificate> _byName;

    /// <param name="certificates">In the order of the configuration; at least one. Where two bear the same name, the first is
    /// shown.</param>
    public CertificateChoice(IReadOnlyList<LoadedCertificate> certificates)
    {
        All = certificates;
        _byServerName = certificates
            .SelectMany(static certificate => certificate.DnsNames.Select(name => (Name: name, Certificate: certificate)))
            .DistinctBy(static pair => pair.Name)
            .ToFrozenDictionary(static pair => pair.Name, static pair => pair.Certificate, StringComparer.Ordinal);
        _byName = certificates
            .DistinctBy(static certificate => certificate.Name)
            .ToFrozenDictionary(static certificate => certificate.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<LoadedCertificate> All { get; }

    public SslStreamCertificateContext ForServerName(string? serverName)
    {
        if (string.IsNullOrEmpty(serverName) || All.Count == 1) return All[0].Context;
        var name = DomainName.Normalize(serverName);
        if (_byServerName.TryGetValue(name, out var exact)) return exact.Context;

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _byServerName.TryGetValue($"*{name[dot..]}", out var wildcard) ? wildcard.Context : All[0].Context;
    }

    public SslStreamCertificateContext? ForClient(string name) => _byName.GetValueOrDefault(name)?.Context;
}
