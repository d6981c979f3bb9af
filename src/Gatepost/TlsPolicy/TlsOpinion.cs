using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>What one source says about a destination.</summary>
/// <param name="Requirement">The level for every host, and with it names, CA, pins, client certificate and version.</param>
/// <param name="Force">Whether others may raise it.</param>
/// <param name="Evidence">Who says so, and in what words.</param>
public sealed record TlsOpinion(TlsRequirement Requirement, OpinionForce Force, Evidence Evidence)
{
    /// <summary>What it demands of single hosts beyond that.</summary>
    public HostDemands Hosts { get; init; } = HostDemands.None;

    /// <summary>How the destination used to be reached; only the memory knows.</summary>
    public DomainHabit? Habit { get; init; }

    /// <summary>The strictest level that it holds any host to.</summary>
    public TlsLevel Strictest => TlsLevels.Stricter(Requirement.Level, Hosts.Strictest);
}
