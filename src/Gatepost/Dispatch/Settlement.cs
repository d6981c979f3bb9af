using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>
/// What an attempt means for its entry: who remains and when they are due, and what the sender is told. Pure: it computes, and
/// writes nothing.
/// </summary>
/// <param name="Completion">For the spool, without the notices themselves.</param>
/// <param name="Notices">What the sender wants to be told (RFC 3461 §5.2), whether or not there is a sender to tell.</param>
internal sealed record Settlement(Completion Completion, IReadOnlyList<NoticeLine> Notices)
{
    private const int LongestReason = 300;
    private static readonly TimeSpan AfterFault = TimeSpan.FromHours(1);

    /// <summary>The lifetime of the entry is over: no attempt follows.</summary>
    public bool IsLast { get; private init; }

    /// <summary>Settles an attempt that ended at <paramref name="now"/>.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="schedule">When to try again, to tell, to give up.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">From 0 to 1, at random: spreads the next attempts.</param>
    public static Settlement Of(Attempt attempt, RetrySchedule schedule, DateTimeOffset now, double chance)
    {
        var entry = attempt.Lease.Message;
        var attempts = entry.Attempts + 1;
        var next = schedule.NextAttempt(entry.ArrivedAt, attempts, now, chance);
        var notices = new List<NoticeLine>();
        var waiting = new List<RecipientOutcome>();
        foreach (var outcome in attempt.Outcome.Recipients)
        {
            var stays = outcome.Disposition is Disposition.Deferred or Disposition.Unknown;
            if (stays && next is not null) waiting.Add(outcome);
            else if (Tell(outcome, isExpired: stays) is { } line) notices.Add(line);
        }

        var wait = Wait(attempt, waiting, schedule, now);
        if (wait.IsTold) notices.AddRange(waiting.Where(o => WantsDelay(o.Recipient)).Select(o => Delayed(o, wait.IsHeld)));

        // Recipients who now have another destination come first next time; at once where nobody else waits, but not in a circle.
        var elsewhere = ReferenceEquals(attempt.Message, entry)
            ? []
            : entry.Envelope.Recipients.Except(attempt.Message.Envelope.Recipients);
        return new(new()
        {
            Remaining = [.. elsewhere, .. waiting.Select(o => o.Recipient)],
            NextAttemptAt = waiting.Count == 0 ? now : NotBefore(waiting, next ?? now),
            Attempts = attempts,
            Reason = waiting.Count == 0 ? entry.LastReason : Reason(waiting[0]),
            Waits = wait.Reason,
            Hold = wait.IsHeld,
            DelayNotified = entry.DelayNotified || wait.IsTold,
            PolicyNotified = entry.PolicyNotified || (wait.IsTold && wait.Reason is WaitReason.Policy),
        }, notices)
        {
            IsLast = next is null,
        };
    }

    /// <summary>
    /// The same, where the notices could not be written through a fault of ours: whoever was to be told of stays in the queue,
    /// so that nobody is dropped in silence, and nobody who has the message gets it again.
    /// </summary>
    public Settlement WithoutNotices(DateTimeOffset now)
    {
        var untold = Notices.Where(n => n.Action is NoticeAction.Failed).Select(n => n.Outcome.Recipient);
        Recipient[] remaining = [.. Completion.Remaining, .. untold];
        var reason = Outcomes.OurFault.ToString();
        return new(Completion with { Remaining = remaining, NextAttemptAt = now + AfterFault, Reason = reason }, []);
    }

    // Whoever was told that it waits for encryption need not be told that it is late; what is held is told of at once.
    private static (WaitReason Reason, bool IsHeld, bool IsTold) Wait(
        Attempt attempt, List<RecipientOutcome> waiting, RetrySchedule schedule, DateTimeOffset now)
    {
        if (waiting.Count == 0) return default;
        var entry = attempt.Lease.Message;
        var isLate = schedule.IsDelayNoticeDue(entry.ArrivedAt, entry.DelayNotified, now);
        if (!waiting.Exists(o => o.IsTlsProblem)) return (WaitReason.Ordinary, false, isLate);
        var isHeld = UnmetAgreement.IsHeld(attempt.Outcome, attempt.Decision);
        var isNews = !entry.PolicyNotified && (isHeld || schedule.IsPolicyNoticeDue(entry.ArrivedAt, now));
        return (WaitReason.Policy, isHeld, isLate || isNews);
    }

    private static NoticeLine? Tell(RecipientOutcome outcome, bool isExpired) => outcome.Disposition switch
    {
        // RFC 3461 §5.2.2: a server with DSN will tell of the success itself; in place of one without, we tell "relayed".
        Disposition.Delivered => outcome.Recipient.Notify.HasFlag(DsnNotify.Success) && !outcome.PeerSpeaksDsn
            ? new(NoticeAction.Relayed, NoticeStatus.Of(outcome), outcome) : null,
        _ when !WantsFailure(outcome.Recipient) => null,
        _ => new(NoticeAction.Failed, isExpired ? Expired(outcome) : NoticeStatus.Of(outcome), outcome, isExpired),
    };

    private static EnhancedStatusCode Expired(RecipientOutcome outcome) =>
        outcome.IsTlsProblem ? PolicyStatus.Of(outcome.TlsReason) : new(5, 4, 7);

    private static NoticeLine Delayed(RecipientOutcome outcome, bool isHeld) =>
        new(NoticeAction.Delayed, NoticeStatus.Of(outcome), outcome) { IsHeld = isHeld };

    // RFC 3461 §5.2.6: FAILURE, or no wish at all.
    private static bool WantsFailure(Recipient recipient) =>
        recipient.Notify is DsnNotify.Unspecified || recipient.Notify.HasFlag(DsnNotify.Failure);

    // RFC 3461 §5.2.5: a wish without DELAY forbids it.
    private static bool WantsDelay(Recipient recipient) =>
        recipient.Notify is DsnNotify.Unspecified || recipient.Notify.HasFlag(DsnNotify.Delay);

    private static DateTimeOffset NotBefore(List<RecipientOutcome> waiting, DateTimeOffset next)
    {
        var earliest = waiting.Min(o => o.NotBefore ?? next);
        return earliest > next ? earliest : next;
    }

    private static string Reason(RecipientOutcome outcome)
    {
        var reply = PeerText.Escape(outcome.Reply.ToString(), LongestReason);
        return outcome.RemoteHost is { } host ? $"{PeerText.Escape(host)}: {reply}" : reply;
    }
}
