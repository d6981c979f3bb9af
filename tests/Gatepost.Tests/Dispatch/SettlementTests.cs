using System.Globalization;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Tests.Dispatch;

public class SettlementTests
{
    private static readonly RetrySchedule Schedule = new(new QueueConfig());

    private static Settlement Settle(QueuedMessage message, TimeSpan age, params RecipientOutcome[] outcomes) =>
        Settlement.Of(new(new Lease(message, 1), message, new AttemptOutcome(outcomes, [])), Schedule, Mail.Noon + age, chance: 0.5);

    private static string Show(Settlement settlement) =>
        $"remain {settlement.Completion.Remaining.Count}; tell {string.Join(", ", settlement.Notices.Select(n => $"{n.Action} {n.Status}"))}";

    /// <summary>Each row: disposition, the peer's status, NOTIFY, whether the peer speaks DSN, the age in hours, what follows.</summary>
    [Theory]
    [Trait("Statement", "SMTP-05")]
    [Trait("Statement", "SMTP-11")]
    [InlineData(Disposition.Delivered, "2.0.0", DsnNotify.Unspecified, false, 0, "remain 0; tell ")]
    [InlineData(Disposition.Delivered, "2.0.0", DsnNotify.Success, true, 0, "remain 0; tell ")]
    [InlineData(Disposition.Delivered, "2.0.0", DsnNotify.Success, false, 0, "remain 0; tell Relayed 2.0.0")]
    [InlineData(Disposition.Delivered, "2.0.0", DsnNotify.Success | DsnNotify.Failure, false, 0, "remain 0; tell Relayed 2.0.0")]
    [InlineData(Disposition.Delivered, "2.0.0", DsnNotify.Never, false, 0, "remain 0; tell ")]
    [InlineData(Disposition.Failed, "5.1.1", DsnNotify.Unspecified, false, 0, "remain 0; tell Failed 5.1.1")]
    [InlineData(Disposition.Failed, "5.1.1", DsnNotify.Failure, true, 0, "remain 0; tell Failed 5.1.1")]
    [InlineData(Disposition.Failed, "5.1.1", DsnNotify.Never, false, 0, "remain 0; tell ")]
    [InlineData(Disposition.Failed, "5.1.1", DsnNotify.Success, false, 0, "remain 0; tell ")]
    [InlineData(Disposition.Failed, "5.1.1", DsnNotify.Delay, false, 0, "remain 0; tell ")]
    [InlineData(Disposition.Failed, "4.1.1", DsnNotify.Unspecified, false, 0, "remain 0; tell Failed 5.0.0")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Unspecified, false, 0, "remain 1; tell ")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Unspecified, false, 5, "remain 1; tell Delayed 4.2.0")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Delay, false, 5, "remain 1; tell Delayed 4.2.0")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Failure, false, 5, "remain 1; tell ")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Never, false, 5, "remain 1; tell ")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Unspecified, false, 121, "remain 0; tell Failed 5.4.7")]
    [InlineData(Disposition.Deferred, "4.2.0", DsnNotify.Never, false, 121, "remain 0; tell ")]
    [InlineData(Disposition.Unknown, "4.4.2", DsnNotify.Unspecified, false, 0, "remain 1; tell ")]
    [InlineData(Disposition.Unknown, "4.4.2", DsnNotify.Unspecified, false, 121, "remain 0; tell Failed 5.4.7")]
    public void Each_end_of_a_recipient_has_its_consequence(
        Disposition disposition, string status, DsnNotify notify, bool peerSpeaksDsn, int hours, string expected)
    {
        var recipient = Mail.To("keeper@lighthouse.test", notify);
        int[] parts = [.. status.Split('.').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        var reply = new SmtpReply((parts[0] * 100) + 50, new(parts[0], parts[1], parts[2]), "said the peer");

        var settlement = Settle(Mail.Message(recipient), TimeSpan.FromHours(hours),
            Mail.Outcome(recipient, disposition, reply) with { PeerSpeaksDsn = peerSpeaksDsn });

        Assert.Equal(expected, Show(settlement));
    }

    [Fact]
    [Trait("Statement", "SMTP-03")]
    public void A_deferred_entry_is_due_after_growing_waits_and_knows_why_it_waits()
    {
        var message = Mail.Message();
        var waits = new List<double>();
        for (var attempts = 0; attempts < 6; attempts++)
        {
            var entry = message with { Attempts = attempts };
            var outcome = Mail.Outcome(entry.Envelope.Recipients[0], Disposition.Deferred, Mail.Later);
            var completion = Settle(entry, TimeSpan.Zero, outcome).Completion;
            waits.Add((completion.NextAttemptAt - Mail.Noon).TotalMinutes);
            Assert.Equal(attempts + 1, completion.Attempts);
            Assert.Equal("mx.lighthouse.test: 450 4.2.0 try later", completion.Reason);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Fact]
    public void The_delay_notice_is_given_once()
    {
        var message = Mail.Message();
        var outcome = Mail.Outcome(message.Envelope.Recipients[0], Disposition.Deferred, Mail.Later);

        var first = Settle(message, TimeSpan.FromHours(4), outcome);
        var second = Settle(message with { DelayNotified = true }, TimeSpan.FromHours(9), outcome);

        Assert.True(first.Completion.DelayNotified);
        Assert.Single(first.Notices);
        Assert.True(second.Completion.DelayNotified);
        Assert.Empty(second.Notices);
    }

    [Fact]
    public void Recipients_who_fared_differently_each_get_their_own_end()
    {
        Recipient[] all = [Mail.To("a@x.test"), Mail.To("b@x.test"), Mail.To("c@x.test")];
        var settlement = Settle(Mail.Message(all), TimeSpan.Zero,
            Mail.Outcome(all[0], Disposition.Delivered, Mail.Taken),
            Mail.Outcome(all[1], Disposition.Deferred, Mail.Later),
            Mail.Outcome(all[2], Disposition.Failed, Mail.NoSuchUser));

        Assert.Equal([all[1]], settlement.Completion.Remaining);
        Assert.Equal([all[2]], settlement.Notices.Select(n => n.Outcome.Recipient));
    }

    [Fact]
    public void An_attempt_that_knows_better_when_to_come_back_is_heeded_where_it_says_later()
    {
        var message = Mail.Message();
        var outcome = Mail.Outcome(message.Envelope.Recipients[0], Disposition.Deferred, Mail.Later);

        var late = Settle(message, TimeSpan.Zero, outcome with { NotBefore = Mail.Noon.AddHours(2) });
        var early = Settle(message, TimeSpan.Zero, outcome with { NotBefore = Mail.Noon });

        Assert.Equal(Mail.Noon.AddHours(2), late.Completion.NextAttemptAt);
        Assert.Equal(Mail.Noon.AddMinutes(5), early.Completion.NextAttemptAt);
    }

    [Fact]
    public void Without_its_notices_nobody_is_dropped_in_silence_and_nobody_gets_it_twice()
    {
        Recipient[] all = [Mail.To("a@x.test"), Mail.To("b@x.test"), Mail.To("c@x.test", DsnNotify.Success)];
        var settlement = Settle(Mail.Message(all), TimeSpan.Zero,
            Mail.Outcome(all[0], Disposition.Failed, Mail.NoSuchUser),
            Mail.Outcome(all[1], Disposition.Deferred, Mail.Later),
            Mail.Outcome(all[2], Disposition.Delivered, Mail.Taken)).WithoutNotices(Mail.Noon);

        Assert.Equal([all[1], all[0]], settlement.Completion.Remaining);
        Assert.Empty(settlement.Notices);
        Assert.Equal(Mail.Noon.AddHours(1), settlement.Completion.NextAttemptAt);
    }
}
