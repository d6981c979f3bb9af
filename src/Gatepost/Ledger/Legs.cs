using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>On which leg a row of the ledger lies, and who is on the other side of it.</summary>
public static class Legs
{
    /// <summary>The leg.</summary>
    public static MailLeg Of(LedgerEntry entry) => entry.Kind switch
    {
        LedgerKind.Refused => MailLeg.Received,
        // Who sends to others through us is one of us, also where the row does not say so.
        LedgerKind.Accepted => entry.Marks.HasFlag(LedgerMarks.FromInside) || entry.Direction is MailDirection.Out
            ? MailLeg.Submitted
            : MailLeg.Received,
        _ => entry.Direction is MailDirection.Out ? MailLeg.Sent : MailLeg.Inward,
    };

    /// <summary>A row at the door, which is counted by itself; the others belong to the course of a message.</summary>
    public static bool IsAtDoor(LedgerEntry entry) => entry.Kind is LedgerKind.Accepted or LedgerKind.Refused;

    /// <summary>
    /// The line of the roll-up of a row at the door. A message to several destinations came once, so its first part alone is
    /// counted: null for the others.
    /// </summary>
    public static SummaryKey? LineOf(LedgerEntry entry) => entry.QueueId.Part > 0
        ? null
        : new(DayOf(entry.At), Of(entry), entry.SenderDomain,
            entry.Kind is LedgerKind.Refused ? MessageFate.Refused : MessageFate.Carried, TlsShown.Of(entry.Tls));

    /// <summary>The day that a moment is counted to.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
