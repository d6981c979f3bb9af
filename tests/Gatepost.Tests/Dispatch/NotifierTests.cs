using System.Text;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Tests.Fakes;
using MimeKit;

namespace Gatepost.Tests.Dispatch;

public class NotifierTests
{
    private readonly DispatchBench _bench = new();

    private static NoticeLine Failed(Recipient recipient, SmtpReply reply, string? host = "mx.lighthouse.test") =>
        new(NoticeAction.Failed, NoticeStatus.Of(reply, 5), Mail.Outcome(recipient, Disposition.Failed, reply, host));

    private static NoticeLine Delayed(Recipient recipient, SmtpReply reply, string? host = "mx.lighthouse.test") =>
        new(NoticeAction.Delayed, NoticeStatus.Of(reply, 4), Mail.Outcome(recipient, Disposition.Deferred, reply, host));

    private async Task<QueuedMessage> NoticeAsync(QueuedMessage about, params NoticeLine[] lines)
    {
        _bench.Time.Advance(TimeSpan.FromHours(4));
        await using var composed = await _bench.Notifier.ComposeAsync(about, lines);
        return Assert.Single(composed.Messages);
    }

    private static MimeMessage Parse(QueuedMessage notice) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(FakeSpool.TextOf(notice))));

    private static HeaderListCollection Groups(QueuedMessage notice) =>
        Assert.IsType<MessageDeliveryStatus>(Report(notice)[1]).StatusGroups;

    private static MultipartReport Report(QueuedMessage notice) => Assert.IsType<MultipartReport>(Parse(notice).Body);

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task A_failure_is_told_in_plain_words_and_to_programs()
    {
        var recipient = Mail.To("keeper@lighthouse.test", original: "rfc822;Keeper@Lighthouse.Test");
        var message = Mail.Message(recipient, Mail.To("lamp@lighthouse.test"));
        message = message with { Envelope = message.Envelope with { EnvelopeId = "QQ314159" } };

        var notice = await NoticeAsync(message, Failed(recipient, Mail.NoSuchUser),
            Failed(message.Envelope.Recipients[1], new(552, new(5, 2, 2), ["mailbox full", "really"])));

        Golden.Check("tests/Gatepost.Tests/Dispatch/Notices/failed.eml", FakeSpool.TextOf(notice));
    }

    [Theory]
    [InlineData("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= aus\r\n =?utf-8?q?_Kiel?=\r\n", "Your message \"Grüße aus Kiel\" of Mon,")]
    [InlineData("Subject: Grüße\r\n", "Your message \"Grüße\" of Mon,")]
    [InlineData("Subject:\r\n", "Your message of Mon,")]
    [InlineData("X: y\r\n", "Your message of Mon,")]
    [InlineData("no header\r\n", "Your message of Mon,")]
    public async Task The_sender_can_see_which_message_is_meant(string header, string expected)
    {
        var message = Mail.Message() with { Content = Mail.Content(header + "\r\nSubject: not this\r\n") };

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], Mail.NoSuchUser));

        Assert.Contains(expected, ((TextPart)Report(notice)[0]).Text);
    }

    [Fact]
    public async Task Where_TLS_failed_and_nobody_required_it_the_notice_does_not_say_so()
    {
        var message = Mail.Message();
        var line = Delayed(message.Envelope.Recipients[0], Replies.TlsFailed("mx.fog.test", "no answer in time"), host: null);

        var text = ((TextPart)Report(await NoticeAsync(message, line))[0]).Text;

        Assert.Contains("Encryption with the receiving server does not work.", text);
        Assert.DoesNotContain("must be encrypted", text);
    }

    [Fact]
    public async Task A_delay_for_want_of_encryption_says_so_and_until_when_it_is_tried()
    {
        var message = Mail.Message(Mail.To("watch@fog.test"));
        var line = Delayed(message.Envelope.Recipients[0], Replies.TlsNotOffered("mx.fog.test"), host: null);

        var notice = await NoticeAsync(message, line with { Outcome = line.Outcome with { IsTlsProblem = true } });

        Golden.Check("tests/Gatepost.Tests/Dispatch/Notices/delayed-tls.eml", FakeSpool.TextOf(notice));
    }

    [Fact]
    [Trait("Statement", "SMTP-11")]
    public async Task Success_that_the_peer_will_not_confirm_is_told_as_relayed()
    {
        var recipient = Mail.To("keeper@lighthouse.test", DsnNotify.Success);

        var notice = await NoticeAsync(Mail.Message(recipient),
            new NoticeLine(NoticeAction.Relayed, new(2, 0, 0), Mail.Outcome(recipient, Disposition.Delivered, Mail.Taken)));

        Golden.Check("tests/Gatepost.Tests/Dispatch/Notices/relayed.eml", FakeSpool.TextOf(notice));
    }

    [Fact]
    public async Task What_was_tried_until_its_time_was_over_names_both_reasons()
    {
        var recipient = Mail.To("keeper@lighthouse.test");
        var outcome = Mail.Outcome(recipient, Disposition.Unknown, Replies.FinalReplyLost("mx.lighthouse.test"), host: null);

        var notice = await NoticeAsync(Mail.Message(recipient), new NoticeLine(NoticeAction.Failed, new(5, 4, 7), outcome, IsExpired: true));

        Golden.Check("tests/Gatepost.Tests/Dispatch/Notices/expired.eml", FakeSpool.TextOf(notice));
    }

    [Fact]
    public async Task Another_script_stays_readable_and_the_notice_needs_SMTPUTF8_only_for_its_own_recipient()
    {
        var recipient = Mail.To("wärter@leuchtturm.test", original: "utf-8;wärter@leuchtturm.test");
        var message = Mail.Message(recipient) with { Content = Mail.Content("Subject: Grüße\r\nFrom: sender@harbour.test\r\n\r\nHallo\r\n") };
        message = message with { Envelope = message.Envelope with { SmtpUtf8 = true } };

        var notice = await NoticeAsync(message, Failed(recipient, Mail.NoSuchUser));

        Assert.True(Ascii.IsValid(FakeSpool.TextOf(notice)));
        Assert.False(notice.Envelope.SmtpUtf8);
        Assert.Equal(@"utf-8; w\x{E4}rter@leuchtturm.test", Groups(notice)[1]["Final-Recipient"]);
        Assert.Equal(@"utf-8; w\x{E4}rter@leuchtturm.test", Groups(notice)[1]["Original-Recipient"]);
        var report = Report(notice);
        Assert.Contains("wärter@leuchtturm.test", Assert.IsType<TextPart>(report[0]).Text);
        Assert.Equal("message/global-headers", report[2].ContentType.MimeType);
    }

    [Fact]
    public async Task A_sender_in_another_script_gets_an_internationalized_notice()
    {
        var message = Mail.Message();
        message = message with { Envelope = message.Envelope with { ReversePath = Mail.Address("hafen@straße.test"), SmtpUtf8 = true } };

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], Mail.NoSuchUser));

        Assert.True(notice.Envelope.SmtpUtf8);
        Assert.Equal(BodyType.EightBitMime, notice.Envelope.Body);
        Assert.Equal(message.Envelope.ReversePath!.DomainKey, notice.Destination);
    }

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task A_notice_comes_from_nobody_asks_for_none_and_goes_where_its_recipients_mail_goes()
    {
        var bench = new DispatchBench(Mail.Config with { Domains = [new() { Name = "harbour.test", NextHop = new("10.0.0.5", 25) }] });
        var message = Mail.Message();

        await using var composed = await bench.Notifier.ComposeAsync(message, [Failed(message.Envelope.Recipients[0], Mail.NoSuchUser)]);

        var notice = Assert.Single(composed.Messages);
        Assert.Null(notice.Envelope.ReversePath);
        Assert.Equal([new Recipient(Mail.Address("sender@harbour.test"), DsnNotify.Never)], notice.Envelope.Recipients);
        Assert.Equal((DsnReturn.Unspecified, null), (notice.Envelope.Return, notice.Envelope.EnvelopeId));
        Assert.Equal((MailDirection.In, "[10.0.0.5]:25"), (notice.Direction, notice.Destination));
        Assert.Equal("notifier", notice.Origin.Listener);
    }

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task Never_a_notice_to_the_null_reverse_path_but_a_line_in_the_log()
    {
        var message = Mail.Message();
        message = message with { Envelope = message.Envelope with { ReversePath = null } };

        await using var composed = await _bench.Notifier.ComposeAsync(message, [Failed(message.Envelope.Recipients[0], Mail.NoSuchUser)]);

        Assert.Empty(composed.Messages);
        Assert.Equal("Warning: 000000004K7: nobody is told of Failed for <keeper@lighthouse.test>, since the message has no sender: "
            + "550 5.1.1 no such user", Assert.Single(_bench.NotifierLog.Lines));
    }

    [Theory]
    [InlineData(DsnReturn.Full, true, 100, "message/rfc822")]
    [InlineData(DsnReturn.Full, false, 100, "text/rfc822-headers")]
    [InlineData(DsnReturn.Full, true, NoticeEnclosure.LongestWhole, "text/rfc822-headers")]
    [InlineData(DsnReturn.Headers, true, 100, "text/rfc822-headers")]
    [InlineData(DsnReturn.Unspecified, true, 100, "text/rfc822-headers")]
    public async Task The_whole_comes_back_only_in_a_failure_on_request_and_up_to_a_bound(
        DsnReturn wanted, bool failed, int length, string type)
    {
        var body = string.Concat(Enumerable.Repeat("0123456\r\n", length / 9));
        var message = Mail.Message() with { Content = Mail.Content("Subject: hello\r\n\r\n" + body) };
        message = message with { Envelope = message.Envelope with { Return = wanted } };
        var recipient = message.Envelope.Recipients[0];

        var notice = await NoticeAsync(message, failed ? Failed(recipient, Mail.NoSuchUser) : Delayed(recipient, Mail.Later));

        var part = Report(notice)[2];
        Assert.Equal(type, part.ContentType.MimeType);
        Assert.Equal(type == "message/rfc822", FakeSpool.TextOf(notice).Contains("0123456", StringComparison.Ordinal));
        Assert.Contains("Received: by gate.harbour.test\r\nSubject: hello\r\n", FakeSpool.TextOf(notice), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "RTLS-11")]
    public async Task A_notice_about_a_message_with_REQUIRETLS_has_it_too_and_holds_the_header_alone()
    {
        var message = Mail.Message() with { Content = Mail.Content("Subject: hello\r\n\r\nsecret\r\n") };
        message = message with { Envelope = message.Envelope with { Return = DsnReturn.Full, RequireTls = true } };

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], Mail.NoSuchUser));

        Assert.True(notice.Envelope.RequireTls);
        Assert.Null(notice.Envelope.ReversePath);
        Assert.Equal("text/rfc822-headers", Report(notice)[2].ContentType.MimeType);
        Assert.DoesNotContain("secret", FakeSpool.TextOf(notice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_message_in_8_bits_comes_back_as_it_was()
    {
        var message = Mail.Message() with { Content = Mail.Content("Subject: hello\r\n\r\nGrüße\r\n") };
        message = message with { Envelope = message.Envelope with { Return = DsnReturn.Full } };

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], Mail.NoSuchUser));

        Assert.Equal(BodyType.EightBitMime, notice.Envelope.Body);
        Assert.Contains("Content-Transfer-Encoding: 8bit\r\n\r\nReceived: by gate.harbour.test\r\nSubject: hello\r\n\r\nGrüße\r\n\r\n--gatepost-",
            FakeSpool.TextOf(notice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_message_does_not_keep_the_news_from_its_sender()
    {
        var message = Mail.Message() with { Content = new UnreadableContent() };

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], Mail.NoSuchUser));

        Assert.Contains("What you sent could not be read for this notice.", FakeSpool.TextOf(notice), StringComparison.Ordinal);
        Assert.Contains(_bench.NotifierLog.Lines, l => l.StartsWith("Error: 000000004K7: the message cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_line_is_over_998_characters_whatever_the_peer_and_the_message_hold()
    {
        var message = Mail.Message() with { Content = Mail.Content("To: " + new string('x', 5000) + "\r\n\r\nbody\r\n") };
        var reply = new SmtpReply(550, new(5, 7, 1), new string('ü', 4000) + "\r\nAction: delivered\r\n");

        var notice = await NoticeAsync(message, Failed(message.Envelope.Recipients[0], reply));

        Assert.All(FakeSpool.TextOf(notice).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.DoesNotContain("\nAction: delivered", FakeSpool.TextOf(notice), StringComparison.Ordinal);
        Assert.Equal("failed", Groups(notice)[1]["Action"]);
    }

    [Fact]
    public async Task Failures_and_successes_of_one_attempt_come_in_notices_of_their_own()
    {
        Recipient[] all = [Mail.To("a@x.test"), Mail.To("b@x.test", DsnNotify.Success)];
        _bench.Walkers.Deliver = (_, _) => Task.FromResult(new Gatepost.Delivery.AttemptOutcome(
            [Mail.Outcome(all[0], Disposition.Failed, Mail.NoSuchUser), Mail.Outcome(all[1], Disposition.Delivered, Mail.Taken)], []));

        var completion = await _bench.CarryAsync(Mail.Message(all));

        Assert.Equal(["Not delivered: your message has come back", "Handed on: your message has left for its recipient"],
            completion.Notices.Select(n => Parse(n).Subject));
        Assert.Equal(0, _bench.Queue.OpenContents);
    }

    private sealed class UnreadableContent : MessageContent
    {
        public override long Length => 100;

        public override bool HasEightBitData => false;

        public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => throw new IOException("bad sector");
    }
}
