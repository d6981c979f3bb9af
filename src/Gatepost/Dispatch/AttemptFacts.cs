using Gatepost.Delivery;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Dispatch;

/// <summary>
/// Turns an attempt into the rows of the ledger: one for each host that was reached for, one where there was none.
/// </summary>
internal static class AttemptFacts
{
    private const int LongestReply = 500;

    /// <param name="attempt">The attempt.</param>
    /// <param name="isLast">The lifetime is over: who is not settled is given up, and the last row says so.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<LedgerEntry> Of(Attempt attempt, bool isLast, DateTimeOffset now)
    {
        var rows = Of(attempt, now);
        if (!isLast || rows[^1].Outcome is LedgerOutcome.Delivered or LedgerOutcome.Failed) return rows;
        var outcome = rows[^1].Outcome is LedgerOutcome.Deferred ? LedgerOutcome.Failed : rows[^1].Outcome;
        var marks = outcome is LedgerOutcome.Failed ? rows[^1].Marks : rows[^1].Marks | LedgerMarks.SomeFailed;
        rows[^1] = rows[^1] with
        {
            Outcome = outcome,
            Marks = marks,
            Reply = "given up, its time is over: " + rows[^1].Reply,
        };
        return rows;
    }

    private static LedgerEntry[] Of(Attempt attempt, DateTimeOffset now)
    {
        var outcome = attempt.Outcome;
        if (outcome.Hosts.Count == 0)
        {
            var reply = outcome.Recipients[0].Reply;
            return [Row(attempt, now, new HostAttempt("", Wanted(attempt), TlsFacts.Clear(), outcome.Recipients, Show(reply)))];
        }

        var rows = new LedgerEntry[outcome.Hosts.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Row(attempt, now, outcome.Hosts[i]);
        // The verdict over recipients whom no host was asked about stands with the last host.
        if (outcome.Hosts[^1].Outcomes.Count == 0 && outcome.Hosts.All(h => h.Outcomes.Count == 0))
        {
            var marks = rows[^1].Marks | AttemptMarks.Of(outcome.Recipients);
            rows[^1] = rows[^1] with { Outcome = Sum(outcome.Recipients), Marks = marks };
        }

        return rows;
    }

    /// <summary>How recipients fared together.</summary>
    public static LedgerOutcome Sum(IReadOnlyList<RecipientOutcome> outcomes)
    {
        if (outcomes.Count == 0) return LedgerOutcome.Deferred;
        var first = outcomes[0].Disposition;
        for (var i = 1; i < outcomes.Count; i++)
            if (outcomes[i].Disposition != first) return LedgerOutcome.Mixed;
        return first switch
        {
            Disposition.Delivered => LedgerOutcome.Delivered,
            Disposition.Failed => LedgerOutcome.Failed,
            Disposition.Unknown => LedgerOutcome.Unknown,
            _ => LedgerOutcome.Deferred,
        };
    }

    /// <summary>A reply, fit to be shown.</summary>
    public static string Show(SmtpReply reply) => PeerText.Escape(reply.ToString(), LongestReply);

    private static TlsLevel Wanted(Attempt attempt) => attempt.Decision?.Level ?? TlsLevel.May;

    private static LedgerEntry Row(Attempt attempt, DateTimeOffset now, HostAttempt host)
    {
        var message = attempt.Message;
        return new()
        {
            At = now,
            Kind = LedgerKind.Attempt,
            Direction = attempt.Direction,
            QueueId = message.Id,
            SenderDomain = message.Envelope.ReversePath?.DomainKey ?? "",
            RecipientDomain = message.Domain,
            Recipients = host.Outcomes.Count > 0 ? host.Outcomes.Count : message.Envelope.Recipients.Count,
            Size = message.Content.Length,
            Peer = host.Peer,
            Wanted = host.Wanted,
            Tls = host.Tls,
            Why = Why(attempt, host),
            Outcome = Sum(host.Outcomes),
            Reply = host.Summary,
            Marks = AttemptMarks.Of(host)
                | (Regression.Of(attempt, host) is TlsProofs.None ? LedgerMarks.None : LedgerMarks.Regression),
        };
    }

    private static string Why(Attempt attempt, HostAttempt host)
    {
        if (attempt.Decision is not { } decision)
        {
            return attempt.IsOurFault
                ? "not decided: the attempt failed inside Gatepost"
                : "not decided: there was no host to talk to";
        }

        return WatchedAgreement.Judge(decision, host) is { } watched ? $"{decision.Why}; {watched}" : decision.Why;
    }
}
