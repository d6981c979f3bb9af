namespace Gatepost.Configuration.Reading;

/// <summary>The configuration as it was read, row by row with places, before it is checked across rows.</summary>
internal sealed record Draft
{
    /// <summary>The top level; its lists and sections are still empty.</summary>
    public required Row<GatepostConfig> Top { get; init; }

    public required IReadOnlyList<Row<ListenerConfig>> Listeners { get; init; }

    public required IReadOnlyList<Row<CertificateConfig>> Certificates { get; init; }

    public required IReadOnlyList<Row<DomainConfig>> Domains { get; init; }

    public required IReadOnlyList<Row<PartnerConfig>> Partners { get; init; }

    public required Row<OutboundConfig> Outbound { get; init; }

    public required Row<QueueConfig> Queue { get; init; }

    public required Row<LimitsConfig> Limits { get; init; }

    public required Row<TimeoutsConfig> Timeouts { get; init; }

    public required Row<DnsConfig> Dns { get; init; }

    public required Row<LedgerConfig> Ledger { get; init; }

    public required Row<AdminConfig> Admin { get; init; }

    /// <summary>The snapshot.</summary>
    public GatepostConfig Snapshot() => Top.Value with
    {
        Listeners = [.. Listeners.Select(static row => row.Value)],
        Certificates = [.. Certificates.Select(static row => row.Value)],
        Domains = [.. Domains.Select(static row => row.Value)],
        Partners = [.. Partners.Select(static row => row.Value)],
        Outbound = Outbound.Value,
        Queue = Queue.Value,
        Limits = Limits.Value,
        Timeouts = Timeouts.Value,
        Dns = Dns.Value,
        Ledger = Ledger.Value,
        Admin = Admin.Value,
    };
}
