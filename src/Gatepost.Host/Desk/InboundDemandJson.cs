using Gatepost.Configuration;

namespace Gatepost.Host.Desk;

/// <summary><c>none</c>, <c>tls</c>, <c>certificate</c></summary>
internal sealed class InboundDemandJson()
    : WordJson<InboundDemand>(demand => demand.ToString().ToLowerInvariant(), Enum.GetValues<InboundDemand>());
