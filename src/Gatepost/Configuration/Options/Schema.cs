using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>All sections, in the order in which they are documented.</summary>
internal static class Schema
{
    public static readonly IReadOnlyList<Section> Sections =
    [
        TopOptions.Section, ListenerOptions.Section, CertificateOptions.Section, DomainOptions.Section, PartnerOptions.Section,
        OutboundOptions.Section, QueueOptions.Section, LimitsOptions.Section, TimeoutsOptions.Section, DnsOptions.Section,
        LedgerOptions.Section, AdminOptions.Section,
    ];
}
