using Gatepost.Checks.Survey;
using Gatepost.Configuration;

namespace Gatepost.Checks.Own;

/// <summary>What was seen of one server behind this gateway.</summary>
/// <param name="Hop">As the row names it.</param>
/// <param name="Domains">The rows that name it.</param>
/// <param name="Seen">What our own mail meets there.</param>
internal sealed record HopSurvey(HostPort Hop, IReadOnlyList<DomainConfig> Domains, DomainSurvey Seen);
