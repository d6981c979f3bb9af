using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>How we must talk to a destination, and who says so.</summary>
public sealed record TlsDecision
{
    /// <summary>The level that every host is held to.</summary>
    public required TlsLevel Level { get; init; }

    /// <summary>What single hosts are held to beyond it.</summary>
    public HostDemands Hosts { get; init; } = HostDemands.None;

    /// <summary>How the destination used to be reached; null where nothing is known of it.</summary>
    public DomainHabit? Habit { get; init; }

    /// <summary>The row that asks for it: names, CA, pins, client certificate, version.</summary>
    public required TlsRequirement Requirement { get; init; }

    /// <summary>Which source said what, the decisive one first; never empty.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>
    /// Whether clear text may be tried, on a new connection, after the handshake failed with a host of which no more is asked
    /// than May: only once the message has waited the first retry interval.
    /// </summary>
    public required bool MayFallBackToClear { get; init; }

    /// <summary>The agreement that covers the destination, or null.</summary>
    public PartnerConfig? Partner { get; init; }

    /// <summary>Whether that agreement counts here.</summary>
    public AgreementForce PartnerForce { get; init; }

    /// <summary>The evidence in one line, for logs and the ledger.</summary>
    public string Why => string.Join("; ", Evidence.Select(e => $"{e.Source}: {e.Statement}"));
}
