using System.Globalization;
using Gatepost.Configuration;
using Gatepost.Configuration.Options;
using Gatepost.Messages;

namespace Gatepost.Host.Partners;

/// <summary>An agreement as it is shown and as <c>--json</c> prints it.</summary>
internal sealed record PartnerRow
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary><c>out</c>, <c>in</c> or <c>both</c>.</summary>
    public required string Directions { get; init; }

    /// <summary><c>enforce</c>, <c>monitor</c>, or <c>ended</c> where its last day is over.</summary>
    public required string State { get; init; }

    /// <summary>The level of mail to it; null where it is only about mail from it.</summary>
    public string? Level { get; init; }

    /// <summary>What mail from it must prove; null where it is only about mail to it.</summary>
    public string? Inbound { get; init; }

    public string? OnFailure { get; init; }

    public string? ValidUntil { get; init; }

    public string? Owner { get; init; }

    public string? Contact { get; init; }

    public string? Reason { get; init; }

    /// <summary>Mail to it, held against its level.</summary>
    public PartnerHistory? Sent { get; init; }

    /// <summary>Mail from it, held against what it must prove.</summary>
    public PartnerHistory? Received { get; init; }

    public static PartnerRow Of(PartnerConfig partner, DateTimeOffset now) => new()
    {
        Name = partner.Name,
        Domains = partner.Domains,
        Directions = PartnerOptions.Word(partner.Directions),
        State = partner.HasEnded(now) && partner.Mode is PartnerMode.Enforce ? "ended" : PartnerOptions.Word(partner.Mode),
        Level = partner.CoversOut ? partner.Tls.Level.Word() : null,
        Inbound = partner.CoversIn ? InboundOptions.Word(partner.Inbound.Demand) : null,
        OnFailure = partner.CoversOut ? PartnerOptions.Word(partner.OnFailure) : null,
        ValidUntil = partner.ValidUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Owner = partner.Owner,
        Contact = partner.Contact,
        Reason = partner.Reason,
    };
}
