namespace Gatepost.Checks.MailAuth;

/// <summary>What came in the way while a record of SPF was followed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Words">Where and why, escaped.</param>
internal sealed record SpfProblem(SpfProblemKind Kind, string Words);
