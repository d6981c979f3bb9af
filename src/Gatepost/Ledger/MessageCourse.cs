using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>
/// Where a message that goes out stands in the roll-up: in three lines at most. Each attempt may move it, so that a message
/// counts once, however many attempts it takes: as delivered, at what the attempt that delivered it proved; as given up; and as
/// delayed because of TLS, on the day when the delay began.
/// </summary>
public sealed record MessageCourse
{
    /// <summary>Before the first attempt.</summary>
    public static readonly MessageCourse Untried = new();

    /// <summary>Delivered, or null.</summary>
    public SummaryKey? Carried { get; init; }

    /// <summary>Given up or dropped, or null.</summary>
    public SummaryKey? Failed { get; init; }

    /// <summary>Delayed because of TLS, or null.</summary>
    public SummaryKey? Delayed { get; init; }

    /// <summary>Where it stands after one more attempt.</summary>
    public MessageCourse After(AttemptSum attempt)
    {
        var next = this;
        if (attempt.Delivered is { } shown)
        {
            next = next with
            {
                Carried = Carried is { } line
                    ? line with { Shown = TlsShown.Weaker(line.Shown, shown) }
                    : Line(attempt, MessageFate.Carried, shown),
            };
        }

        if (attempt.Failed is { } failed && Failed is null)
            next = next with { Failed = Line(attempt, failed, For(attempt, failed)) };
        if (attempt.DeferredFor is { } reason && Delayed is null && Carried is null)
            next = next with { Delayed = Line(attempt, MessageFate.WaitsForTls, For(reason)) };
        else if (Delayed is { Fate: MessageFate.WaitsForTls } waiting && End(attempt) is { } end)
            next = next with { Delayed = waiting with { Fate = end } };

        return next;
    }

    /// <summary>What the roll-up must be changed by, so that it shows the next course in place of this one.</summary>
    public IEnumerable<SummaryChange> ChangesTo(MessageCourse next, AttemptSum attempt)
    {
        (SummaryKey?, SummaryKey?)[] moves = [(Carried, next.Carried), (Failed, next.Failed), (Delayed, next.Delayed)];
        foreach (var (from, to) in moves)
        {
            if (from == to) continue;
            if (from is { } left) yield return new(left, -1, -attempt.Size, attempt.At);
            if (to is { } entered) yield return new(entered, 1, attempt.Size, attempt.At);
        }
    }

    private static MessageFate? End(AttemptSum attempt) => attempt switch
    {
        { Delivered: not null } => MessageFate.WaitedForTls,
        { Failed: not null } => MessageFate.WaitedInVain,
        _ => null,
    };

    private static SummaryKey Line(AttemptSum attempt, MessageFate fate, TlsShown shown) =>
        new(Legs.DayOf(attempt.At), attempt.Leg, attempt.Domain, fate, shown);

    // What was dropped while it waited for TLS bears the reason for which it waited.
    private TlsShown For(AttemptSum attempt, MessageFate failed) => For(failed switch
    {
        MessageFate.FailedForTls => attempt.TlsReason,
        MessageFate.Dropped when Delayed is { Fate: MessageFate.WaitsForTls } waiting => waiting.Shown.Reason,
        _ => TlsReason.None,
    });

    private static TlsShown For(TlsReason reason) => new(Assurance.Clear, TlsProofs.None, reason);
}
