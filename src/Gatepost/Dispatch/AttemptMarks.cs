using Gatepost.Delivery;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Dispatch;

/// <summary>What the outcome of a row does not say by itself, and reports have to know.</summary>
internal static class AttemptMarks
{
    /// <summary>Of one host.</summary>
    public static LedgerMarks Of(HostAttempt host) =>
        Of(host.Outcomes) | (host.IsTlsProblem ? LedgerMarks.TlsProblem : LedgerMarks.None);

    /// <summary>Of recipients that a host, or the attempt as a whole, settled.</summary>
    public static LedgerMarks Of(IReadOnlyList<RecipientOutcome> outcomes)
    {
        var marks = LedgerMarks.None;
        var isMixed = AttemptFacts.Sum(outcomes) is LedgerOutcome.Mixed;
        foreach (var outcome in outcomes)
        {
            if (outcome.IsTlsProblem) marks |= LedgerMarks.TlsProblem;
            if (isMixed && outcome.Disposition is Disposition.Delivered) marks |= LedgerMarks.SomeDelivered;
            if (isMixed && outcome.Disposition is Disposition.Failed) marks |= LedgerMarks.SomeFailed;
        }

        return marks;
    }
}
