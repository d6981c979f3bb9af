using System.Net;

namespace Gatepost.Dns;

/// <summary>How one resolver is, for whoever looks after the machine.</summary>
/// <param name="Server">Where it is.</param>
/// <param name="IsTrusted">Whether its word on proofs would be taken.</param>
/// <param name="Problem">Why it does not answer, or null.</param>
/// <param name="Probe">What it showed of DNSSEC.</param>
internal sealed record ResolverSight(IPEndPoint Server, bool IsTrusted, string? Problem, ProbeResult Probe)
{
    /// <summary>From when until when the signatures count that it has just handed out; null: it handed out none.</summary>
    public (DateTimeOffset Inception, DateTimeOffset Expiration)? Signed { get; init; }
}
