using Gatepost.Delivery;
using Gatepost.Dispatch;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Tests.Dispatch;

public class AttemptFactsTests
{
    private static readonly Recipient Ann = Mail.To("ann@fog.test"), Bob = Mail.To("bob@fog.test");

    [Fact]
    public void Of_recipients_that_fared_differently_the_row_says_how()
    {
        Assert.Equal(LedgerMarks.SomeDelivered, MarksOf(Disposition.Delivered, Disposition.Deferred));
        Assert.Equal(LedgerMarks.SomeFailed, MarksOf(Disposition.Failed, Disposition.Deferred));
        Assert.Equal(LedgerMarks.SomeDelivered | LedgerMarks.SomeFailed, MarksOf(Disposition.Failed, Disposition.Delivered));
        Assert.Equal(LedgerMarks.None, MarksOf(Disposition.Delivered, Disposition.Delivered));
        Assert.Equal(LedgerMarks.None, MarksOf(Disposition.Deferred, Disposition.Unknown));
    }

    [Fact]
    public void Who_waited_while_another_was_delivered_and_is_given_up_is_told_of_in_the_last_row() =>
        Assert.Equal(
            LedgerMarks.SomeDelivered | LedgerMarks.SomeFailed, MarksOf(Disposition.Delivered, Disposition.Deferred, isLast: true));

    [Fact]
    public void Whose_last_reply_was_lost_at_the_end_counts_as_given_up_for_the_sender_was_told_so() =>
        Assert.Equal(LedgerMarks.SomeFailed, MarksOf(Disposition.Unknown, Disposition.Unknown, isLast: true));

    [Fact]
    public void What_TLS_kept_is_marked_whether_or_not_a_host_was_talked_to()
    {
        var message = Mail.Message(Ann);
        RecipientOutcome[] kept =
            [Mail.Outcome(Ann, Disposition.Deferred, Replies.TlsNotOffered("mx.fog.test")) with { IsTlsProblem = true }];
        Assert.Equal(LedgerMarks.TlsProblem, RowOf(message, new(kept, [])).Marks);
        var host = new HostAttempt(Mail.Peer, TlsLevel.Encrypt, TlsFacts.Clear("not offered", TlsReason.NotOffered), [], "not offered");
        Assert.Equal(LedgerMarks.TlsProblem, RowOf(message, new(kept, [host])).Marks);
    }

    private static LedgerMarks MarksOf(Disposition ann, Disposition bob, bool isLast = false)
    {
        var message = Mail.Message(Ann, Bob);
        RecipientOutcome[] outcomes = [Mail.Outcome(Ann, ann, Mail.Later), Mail.Outcome(Bob, bob, Mail.Later)];
        return RowOf(message, new(outcomes, [new(Mail.Peer, TlsLevel.May, Mail.Verified, outcomes, "so")]), isLast).Marks;
    }

    private static LedgerEntry RowOf(QueuedMessage message, AttemptOutcome outcome, bool isLast = false) =>
        Assert.Single(AttemptFacts.Of(new Attempt(new Lease(message, 1), message, outcome), isLast, Mail.Noon));
}
