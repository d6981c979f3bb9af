using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>What was found out about one domain.</summary>
public sealed record DomainReport
{
    /// <summary>The domain, normalized.</summary>
    public required string Domain { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The answer in one word.</summary>
    public required Outlook Outlook { get; init; }

    /// <summary>The least that can be proven at any host that answered; null where none did.</summary>
    public required Assurance? Reachable { get; init; }

    /// <summary>How mail would go now, in words.</summary>
    public required string Now { get; init; }

    /// <summary>The level that mail is held to now.</summary>
    public required TlsLevel Level { get; init; }

    /// <summary>Which source says so, the decisive one first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The MX answer is proven by DNSSEC, or our own configuration names the hosts.</summary>
    public required bool IsRouteProven { get; init; }

    /// <summary>The hosts, in the order to try.</summary>
    public required IReadOnlyList<HostReport> Hosts { get; init; }

    /// <summary>What would break.</summary>
    public required IReadOnlyList<EnforcementReport> IfEnforced { get; init; }

    /// <summary>The findings, the gravest first.</summary>
    public required IReadOnlyList<FindingReport> Findings { get; init; }
}
