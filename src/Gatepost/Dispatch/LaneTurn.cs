namespace Gatepost.Dispatch;

/// <summary>The right to make one attempt towards a destination.</summary>
/// <param name="Lane">Which.</param>
/// <param name="Waiting">For what.</param>
/// <param name="Began">The count of attempts when it began.</param>
internal sealed record LaneTurn(Lane Lane, WaitingLease Waiting, long Began);
