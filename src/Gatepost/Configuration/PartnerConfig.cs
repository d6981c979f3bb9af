namespace Gatepost.Configuration;

/// <summary>One <c>[[partner]]</c>: what was agreed with somebody outside.</summary>
public sealed record PartnerConfig
{
    /// <summary>What it is called in output.</summary>
    public required string Name { get; init; }

    /// <summary>Its domains, normalized. A leading dot stands for all subdomains.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>A fixed next hop instead of MX, or null.</summary>
    public HostPort? NextHop { get; init; }

    /// <summary>Mail waits where the partner is reached worse than it used to be.</summary>
    public bool HoldOnRegression { get; init; }

    /// <summary>What TLS towards it must be.</summary>
    public TlsRequirement Tls { get; init; } = new();
}
