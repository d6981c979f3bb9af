using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>The words of output for values that have none of their own.</summary>
internal static class Words
{
    public static string Of(MailDirection direction) => direction is MailDirection.In ? "in" : "out";

    /// <summary>Null for what needs no word.</summary>
    public static string? Of(WaitReason reason) => reason is WaitReason.Policy ? "policy" : null;

    public static string Of(LedgerKind kind) => kind switch
    {
        LedgerKind.Accepted => "accepted",
        LedgerKind.Attempt => "attempt",
        LedgerKind.Dropped => "dropped",
        LedgerKind.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(LedgerOutcome outcome) => outcome switch
    {
        LedgerOutcome.Accepted => "accepted",
        LedgerOutcome.Delivered => "delivered",
        LedgerOutcome.Deferred => "deferred",
        LedgerOutcome.Failed => "failed",
        LedgerOutcome.Mixed => "mixed",
        LedgerOutcome.Unknown => "unknown",
        LedgerOutcome.Dropped => "dropped",
        LedgerOutcome.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
