namespace Gatepost.Routing;

/// <summary>A host that a domain's MX records name.</summary>
internal sealed record MxCandidate(int Preference, string Host);
