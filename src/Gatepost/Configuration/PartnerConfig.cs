using System.Net;

namespace Gatepost.Configuration;

/// <summary>One <c>[[partner]]</c>: what was agreed with somebody outside.</summary>
public sealed record PartnerConfig
{
    /// <summary>What it is called in output.</summary>
    public required string Name { get; init; }

    /// <summary>Its domains, normalized. A leading dot stands for all subdomains.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Which mail it is about.</summary>
    public PartnerDirections Directions { get; init; } = PartnerDirections.Both;

    /// <summary>Whether it is kept up, or only watched; <see cref="IsEnforced"/> asks for the end too.</summary>
    public PartnerMode Mode { get; init; }

    /// <summary>What becomes of mail to it that cannot be encrypted as agreed.</summary>
    public UnmetAction OnFailure { get; init; }

    /// <summary>The last day on which it is kept up (UTC); null: it has no end.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Who of us answers for it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Whom the other side can ask about it, or null.</summary>
    public string? Contact { get; init; }

    /// <summary>Why it is as it is, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>A fixed next hop instead of MX, or null.</summary>
    public HostPort? NextHop { get; init; }

    /// <summary>Mail waits where the partner is reached worse than it used to be.</summary>
    public bool HoldOnRegression { get; init; }

    /// <summary>What TLS towards it must be.</summary>
    public TlsRequirement Tls { get; init; } = new();

    /// <summary>What mail from it must prove.</summary>
    public InboundAgreement Inbound { get; init; } = new();

    /// <summary>It is about mail to the partner.</summary>
    public bool CoversOut => Directions.HasFlag(PartnerDirections.Out);

    /// <summary>It is about mail from the partner.</summary>
    public bool CoversIn => Directions.HasFlag(PartnerDirections.In);

    /// <summary>The last day is over.</summary>
    public bool HasEnded(DateTimeOffset now) => ValidUntil is { } last && DateOnly.FromDateTime(now.UtcDateTime) > last;

    /// <summary>Whether what does not meet it is refused now; else it is only watched.</summary>
    public bool IsEnforced(DateTimeOffset now) => Mode is PartnerMode.Enforce && !HasEnded(now);

    /// <summary>Whether a host at this address is the partner's.</summary>
    public bool IsAt(IPAddress address) => Inbound.Networks.Any(network => network.Contains(address));
}
