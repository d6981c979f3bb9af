using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>The words of output for values that have none of their own.</summary>
internal static class Words
{
    public static string Of(MailDirection direction) => direction is MailDirection.In ? "in" : "out";

    public static string Of(LedgerOutcome outcome) => outcome switch
    {
        LedgerOutcome.Accepted => "accepted",
        LedgerOutcome.Delivered => "delivered",
        LedgerOutcome.Deferred => "deferred",
        LedgerOutcome.Failed => "failed",
        LedgerOutcome.Mixed => "mixed",
        LedgerOutcome.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
