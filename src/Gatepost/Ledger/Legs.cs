using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>On which leg a row of the ledger lies, and who is on the other side of it.</summary>
public static class Legs
{
    /// <summary>The leg.</summary>
    public static MailLeg Of(LedgerEntry entry) => entry.Kind switch
    {
        // Who sends to others through us is one of us, also where the row does not say so.
        LedgerKind.Accepted => entry.Marks.HasFlag(LedgerMarks.FromInside) || entry.Direction is MailDirection.Out
            ? MailLeg.Submitted
            : MailLeg.Received,
        _ => entry.Direction is MailDirection.Out ? MailLeg.Sent : MailLeg.Inward,
    };

    /// <summary>
    /// The line of the roll-up of an accepted message. A message to several destinations came once, so its first part alone is
    /// counted: null for the others.
    /// </summary>
    public static SummaryKey? LineOf(LedgerEntry accepted) => accepted.QueueId.Part > 0
        ? null
        : new(DayOf(accepted.At), Of(accepted), accepted.SenderDomain, MessageFate.Carried, TlsShown.Of(accepted.Tls));

    /// <summary>The day that a moment is counted to.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
