using System.Text.Json.Serialization;

namespace Gatepost.Host.Admin;

/// <summary>What <c>/health/ready</c> answers.</summary>
/// <param name="Status">The worst of the checks.</param>
/// <param name="Version">Which Gatepost.</param>
/// <param name="Checks">One by one.</param>
internal sealed record HealthReport(string Status, string Version, IReadOnlyList<HealthCheck> Checks)
{
    [JsonIgnore]
    public bool IsReady => Status != HealthCheck.Failing;
}
