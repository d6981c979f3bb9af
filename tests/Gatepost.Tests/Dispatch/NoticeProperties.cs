using System.Buffers;
using CsCheck;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using MimeKit;

namespace Gatepost.Tests.Dispatch;

public class NoticeProperties
{
    private static readonly Gen<string> Words = Gen.OneOf(Gen.String[Gen.Char, 0, 300], Gen.String[Gen.Char[' ', '~'], 0, 1500],
        Gen.Const("\r\n\r\n--gatepost-\r\nAction: delivered\r\nFinal-Recipient: rfc822; victim@x.test\r\n"));

    private static readonly Gen<byte[]> Contents = Gen.OneOf(Gen.Byte.Array[0, 2000],
        Gen.Const("\r\n"u8.ToArray()), Gen.Const(Array.Empty<byte>()), Words.Select(System.Text.Encoding.UTF8.GetBytes));

    /// <summary>Whatever a peer says and a message holds: three parts, one recipient group, the right action, no long line.</summary>
    [Fact]
    public void Nothing_that_a_peer_says_changes_what_a_notice_tells() => Gen.Select(Words, Words, Contents).Sample((said, host, content) =>
    {
        var message = Mail.Message() with { Content = new Fakes.MemoryContent(content) };
        var outcome = Mail.Outcome(message.Envelope.Recipients[0], Disposition.Failed, new SmtpReply(550, new(5, 7, 1), said), host);
        var enclosure = NoticeEnclosure.ReadAsync(message, NoticeAction.Failed).GetAwaiter().GetResult();
        var notice = new NoticeContext(message, NoticeAction.Failed,
            [new(NoticeAction.Failed, NoticeStatus.Of(outcome), outcome)], "gate.harbour.test", Mail.Noon)
        {
            Id = new(1 << 10),
            Postmaster = "postmaster@gate.harbour.test",
            RetryUntil = Mail.Noon,
            Subject = enclosure.FindSubject(),
        };
        var written = new ArrayBufferWriter<byte>();
        NoticeComposer.Write(notice, message.Envelope.ReversePath!, enclosure, written);

        var report = Assert.IsType<MultipartReport>(MimeMessage.Load(new MemoryStream(written.WrittenSpan.ToArray())).Body);
        Assert.Equal(3, report.Count);
        var groups = Assert.IsType<MessageDeliveryStatus>(report[1]).StatusGroups;
        Assert.Equal(2, groups.Count);
        Assert.Equal(("failed", "5.7.1", "rfc822; keeper@lighthouse.test"),
            (groups[1]["Action"], groups[1]["Status"], groups[1]["Final-Recipient"]));
        foreach (var line in System.Text.Encoding.Latin1.GetString(written.WrittenSpan).Split("\r\n")) Assert.InRange(line.Length, 0, 998);
    }, iter: 300);
}
