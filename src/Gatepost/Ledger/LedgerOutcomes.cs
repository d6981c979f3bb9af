namespace Gatepost.Ledger;

/// <summary>What the outcomes have in common.</summary>
public static class LedgerOutcomes
{
    /// <summary>Those of which it is certain that no recipient got the message there, so nothing of it went in clear.</summary>
    public static IReadOnlyList<LedgerOutcome> CarriedNothing { get; } =
        [LedgerOutcome.Deferred, LedgerOutcome.Failed, LedgerOutcome.Dropped, LedgerOutcome.Refused];
}
