using Gatepost.Messages;

namespace Gatepost.Checks.Survey;

/// <summary>What would come of it if a level were enforced for the domain.</summary>
/// <param name="Level">The level.</param>
/// <param name="Obstacles">The addresses that would take no mail any more, each with the reason; empty: nothing breaks.</param>
/// <param name="Judged">The addresses that could be judged.</param>
internal sealed record LevelForecast(TlsLevel Level, IReadOnlyList<Obstacle> Obstacles, int Judged);
