using Gatepost.Dns;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>The sources that are heard for every message, so that a check decides by the same ones as delivery.</summary>
internal static class PolicySources
{
    /// <summary>The operator's rows, the sender's waiver, and what the destination publishes.</summary>
    public static IReadOnlyList<ITlsPolicySource> ForAnyMessage(IResolver resolver, StsMemory policies) =>
        [new PartnerRows(), new DomainRow(), new TlsRequiredNo(), new Dane(resolver), new MtaSts(policies), new Default()];
}
