namespace Gatepost.Interop.Lab;

/// <summary>What the tests read of <c>gatepost check --own --json</c>.</summary>
internal sealed record CheckedOwn(string Verdict, IReadOnlyList<CheckedDomain> Domains, CheckedGateway Gateway);

/// <summary>The gateway in it.</summary>
internal sealed record CheckedGateway(IReadOnlyList<CheckedFinding> Findings);
