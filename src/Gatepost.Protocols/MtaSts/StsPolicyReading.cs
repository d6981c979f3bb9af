namespace Gatepost.Protocols.MtaSts;

/// <summary>What came of reading a policy.</summary>
/// <param name="Policy">Null where a finding is fatal.</param>
/// <param name="Findings">What is wrong, fatal or not, in the order of the lines.</param>
public sealed record StsPolicyReading(StsPolicy? Policy, IReadOnlyList<StsPolicyFinding> Findings);
