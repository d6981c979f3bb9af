using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>What one attempt came to at all the hosts that it tried: its rows bear the same message and time.</summary>
/// <param name="At">When.</param>
/// <param name="Leg">Out, or inward.</param>
/// <param name="Domain">To whom.</param>
/// <param name="Size">Octets of content.</param>
public sealed record AttemptSum(DateTimeOffset At, MailLeg Leg, string Domain, long Size)
{
    /// <summary>The weakest connection over which something was delivered, or null.</summary>
    public TlsShown? Delivered { get; private init; }

    /// <summary>Recipients were given up, and whether TLS was why, or dropped; or null.</summary>
    public MessageFate? Failed { get; private init; }

    /// <summary>Nothing was delivered because of TLS, and it will be tried again: why; or null.</summary>
    public TlsReason? DeferredFor { get; private init; }

    /// <summary>Why TLS kept it, where it did.</summary>
    public TlsReason TlsReason { get; private init; }

    /// <summary>Somebody still waits.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>Sums up; at least one row, in their order.</summary>
    public static AttemptSum Of(IReadOnlyList<LedgerEntry> rows)
    {
        TlsShown? delivered = null;
        MessageFate? failed = null;
        TlsReason? problem = null;
        foreach (var row in rows)
        {
            var isTls = row.Marks.HasFlag(LedgerMarks.TlsProblem);
            if (isTls) problem ??= row.Tls.Reason is TlsReason.None ? TlsReason.Other : row.Tls.Reason;
            if (HasDelivered(row)) delivered = TlsShown.Weaker(delivered, TlsShown.Of(row.Tls));
            if (row.Outcome is LedgerOutcome.Dropped) failed = MessageFate.Dropped;
            else if (HasFailed(row)) failed = isTls ? MessageFate.FailedForTls : failed ?? MessageFate.Failed;
        }

        var last = rows[^1];
        return new AttemptSum(last.At, Legs.Of(last), last.RecipientDomain, last.Size)
        {
            Delivered = delivered,
            Failed = failed,
            DeferredFor = delivered is null && failed is null ? problem : null,
            TlsReason = problem ?? TlsReason.None,
            IsOpen = last.Outcome is not (LedgerOutcome.Delivered or LedgerOutcome.Failed or LedgerOutcome.Dropped),
        };
    }

    private static bool HasDelivered(LedgerEntry row) =>
        row.Outcome is LedgerOutcome.Delivered || row.Marks.HasFlag(LedgerMarks.SomeDelivered);

    private static bool HasFailed(LedgerEntry row) =>
        row.Outcome is LedgerOutcome.Failed || row.Marks.HasFlag(LedgerMarks.SomeFailed);
}
