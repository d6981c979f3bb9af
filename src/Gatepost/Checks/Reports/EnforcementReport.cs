using Gatepost.Checks.Survey;
using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>What would break if a level were enforced.</summary>
/// <param name="Level">The level.</param>
/// <param name="Breaks">Some mail would not be carried any more.</param>
/// <param name="Judged">How many addresses could be judged.</param>
/// <param name="Obstacles">Those that would take no mail, with the reason.</param>
public sealed record EnforcementReport(TlsLevel Level, bool Breaks, int Judged, IReadOnlyList<Obstacle> Obstacles);
