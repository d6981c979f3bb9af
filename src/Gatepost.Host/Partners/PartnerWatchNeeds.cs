using Gatepost.Configuration;
using Gatepost.Spool;

namespace Gatepost.Host.Partners;

/// <summary>What the nightly test takes from its surroundings.</summary>
internal sealed record PartnerWatchNeeds(IConfigSource Config, ISpoolIntake Spool, PartnerMemory Memory, TimeProvider Clock);
