namespace Gatepost.Dispatch;

/// <summary>Destinations for which enough waits.</summary>
/// <param name="ForAll">For any mail.</param>
/// <param name="ForTried">For mail that was tried before.</param>
internal readonly record struct FullLanes(HashSet<string> ForAll, HashSet<string> ForTried);
