using System.Net;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Whom to probe.</summary>
/// <param name="Address">One address; hosts with several are probed one by one.</param>
/// <param name="Host">The name of the host, for SNI and for people.</param>
/// <param name="Beginning">How TLS begins there.</param>
internal sealed record TlsProbeTarget(IPEndPoint Address, string Host, ITlsBeginning Beginning)
{
    /// <summary>What it allows itself.</summary>
    public TlsProbeLimits Limits { get; init; } = new();

    /// <summary>The name for SNI; null for a host that is known by its address alone (RFC 6066 §3).</summary>
    public string? ServerName => IPAddress.TryParse(Host.Trim('[', ']'), out _) ? null : Host.TrimEnd('.');
}
