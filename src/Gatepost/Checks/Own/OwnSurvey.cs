using Gatepost.Checks.ClientAccess;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;

namespace Gatepost.Checks.Own;

/// <summary>All that was seen of our own place from the inside, and of each of our domains from the outside.</summary>
internal sealed record OwnSurvey
{
    /// <summary>The configuration of this gateway.</summary>
    public required GatepostConfig Config { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The servers behind us from which people read and send mail.</summary>
    public required AccessSurvey ClientAccess { get; init; }

    /// <summary>Our domains, as strangers see them.</summary>
    public required IReadOnlyList<DomainSurvey> Domains { get; init; }

    /// <summary>Each address at which this gateway listens.</summary>
    public required IReadOnlyList<ListenerSurvey> Listeners { get; init; }

    /// <summary>The servers behind this gateway, each once.</summary>
    public required IReadOnlyList<HopSurvey> InternalHops { get; init; }
}
