namespace Gatepost.Configuration;

/// <summary>The whole configuration: an immutable snapshot, validated as one. Runtime state stands apart.</summary>
public sealed record GatepostConfig
{
    /// <summary>What we call ourselves in greetings, EHLO and Received: the name that our MX and certificate bear.</summary>
    public required string Hostname { get; init; }

    /// <summary>Everything that must survive lies here.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where notices about our own mail come from; null: postmaster at the hostname.</summary>
    public string? Postmaster { get; init; }

    /// <summary>Whom people can write to about our mail.</summary>
    public string PostmasterAddress => Postmaster ?? "postmaster@" + Hostname;

    /// <summary>The users file for AUTH; null: <c>users.toml</c> in the data folder.</summary>
    public string? UsersFile { get; init; }

    /// <summary>Where the users are.</summary>
    public string UsersPath => UsersFile ?? Path.Combine(DataDirectory, "users.toml");

    /// <summary>Where we listen.</summary>
    public IReadOnlyList<ListenerConfig> Listeners { get; init; } = [];

    /// <summary>Our domains.</summary>
    public IReadOnlyList<DomainConfig> Domains { get; init; } = [];

    /// <summary>Agreements with others.</summary>
    public IReadOnlyList<PartnerConfig> Partners { get; init; } = [];

    /// <summary>Certificates of ours, for listeners by SNI and as client.</summary>
    public IReadOnlyList<CertificateConfig> Certificates { get; init; } = [];

    /// <summary>Mail to everybody else.</summary>
    public OutboundConfig Outbound { get; init; } = new();

    /// <summary>The queue.</summary>
    public QueueConfig Queue { get; init; } = new();

    /// <summary>Limits.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>Time-outs.</summary>
    public TimeoutsConfig Timeouts { get; init; } = new();

    /// <summary>Name resolution.</summary>
    public DnsConfig Dns { get; init; } = new();

    /// <summary>The ledger.</summary>
    public LedgerConfig Ledger { get; init; } = new();

    /// <summary>Health and metrics.</summary>
    public AdminConfig Admin { get; init; } = new();

    /// <summary>The row for a domain of ours, by its normalized name; the exact row
    /// before the one for subdomains. Null: not ours.</summary>
    public DomainConfig? FindDomain(string domain) => DomainMatch.Best(Domains, domain, static row => [row.Name]);

    /// <summary>The agreement that covers mail to a normalized domain, or null.</summary>
    public PartnerConfig? FindPartner(string domain) =>
        DomainMatch.Best(Partners, domain, static row => row.CoversOut ? row.Domains : []);

    /// <summary>The agreement that covers mail from a normalized domain, or null.</summary>
    public PartnerConfig? FindSendingPartner(string domain) =>
        DomainMatch.Best(Partners, domain, static row => row.CoversIn ? row.Domains : []);
}
