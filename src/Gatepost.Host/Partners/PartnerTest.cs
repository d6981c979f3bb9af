using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Host.Partners;

/// <summary>A partner's hosts, all tried.</summary>
internal sealed record PartnerTest
{
    public required string Partner { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<HostTest> Hosts { get; init; }

    /// <summary>What is wrong with the row itself, and what helps; empty: nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The levels that all hosts meet that spoke to us, from <c>encrypt</c> on.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>
    /// The strictest of them; <c>may</c> where there is none, and <c>nothing</c> where what a domain publishes keeps mail from
    /// one of its own hosts. Null: nobody spoke to us.
    /// </summary>
    public string? Highest => !IsReached ? null
        : Levels is [.., var highest] ? highest
        : Hosts.Any(static host => host.TakesNothing) ? HostTest.Nothing : TlsLevel.May.Word();

    /// <summary>At least one host spoke to us.</summary>
    [JsonIgnore]
    public bool IsReached => Hosts.Any(static host => !host.IsDown);

    /// <summary>Whether all hosts that spoke to us meet a level.</summary>
    public bool Meets(TlsLevel level) =>
        IsReached && (level.RequiresTls() ? Levels.Contains(level.Word()) : Highest != HostTest.Nothing);
}
