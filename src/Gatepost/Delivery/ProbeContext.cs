using Gatepost.Configuration;

namespace Gatepost.Delivery;

/// <summary>What a probe takes from its surroundings.</summary>
internal sealed record ProbeContext(IConfigSource Config, TimeProvider Time);
