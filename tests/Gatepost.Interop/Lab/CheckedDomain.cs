namespace Gatepost.Interop.Lab;

/// <summary>What the tests read of <c>gatepost check --json</c>.</summary>
internal sealed record CheckedDomain(
    string Domain, string Outlook, string? Reachable, string Now, IReadOnlyList<CheckedHost> Hosts, IReadOnlyList<CheckedFinding> Findings);
