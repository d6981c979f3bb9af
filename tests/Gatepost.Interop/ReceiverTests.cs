using Gatepost.Interop.Lab;
using MimeKit;

namespace Gatepost.Interop;

/// <summary>Gatepost carries mail on to servers that nobody here wrote.</summary>
[Collection(SharedLab.Name)]
public sealed class ReceiverTests(LabFixture lab)
{
    public static TheoryData<string> Sound => ["postfix", "exim", "opensmtpd"];

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task A_partner_with_a_valid_certificate_gets_mail_over_verified_TLS(string peer)
    {
        var mark = Mark();
        await Sender.SendAsync(lab.Gateway, $"box@strict-{peer}.test", mark);
        var message = await lab.MailboxOf(peer).WaitAsync(mark);
        Assert.Contains("A line.\n.\n..two dots\nFrom here on\n", message.ReplaceLineEndings("\n")
            .Replace(">From", "From", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("with ESMTPS", message, StringComparison.Ordinal);
        var attempt = await lab.Gateway.AttemptAsync($"strict-{peer}.test", "delivered");
        Assert.Equal(("secure", "partner-verified"), (attempt.Wanted, attempt.Tls.Reached));
        Assert.Equal("TLSv1.3", attempt.Tls.Protocol);
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Five_recipients_of_one_host_get_the_message_in_one_go(string peer)
    {
        var mark = Mark();
        string[] recipients = [.. Enumerable.Range(1, 5).Select(i => $"box{i}@{peer}.test")];
        await Sender.SendAsync(lab.Gateway, Letters.Plain("alice@inside.test", $"box@{peer}.test", mark), recipients);
        await lab.MailboxOf(peer).WaitAsync(mark);
        Assert.Contains(
            await lab.Gateway.LedgerAsync($"{peer}.test"), static row => row is { Kind: "attempt", Outcome: "delivered" });
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Eight_bit_text_and_long_headers_arrive_as_they_were(string peer)
    {
        var mark = Mark();
        var letter = Letters.Plain("alice@inside.test", $"box@{peer}.test", mark, "Grüße aus Köln, 数据\r\n");
        letter.Headers.Add("X-Long", string.Join(' ', Enumerable.Repeat("word", 150)));
        ((TextPart)letter.Body!).ContentTransferEncoding = ContentEncoding.EightBit;
        await Sender.SendAsync(lab.Gateway, letter);
        var message = await lab.MailboxOf(peer).WaitAsync(mark);
        Assert.Contains(System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes("Grüße aus Köln, 数据")), message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("expired")]
    [InlineData("wrongname")]
    [InlineData("stranger")]
    public async Task Where_the_agreement_cannot_be_kept_the_mail_waits_and_where_there_is_none_it_goes(string peer)
    {
        var (strict, loose) = (Mark(), Mark());
        await Sender.SendAsync(lab.Gateway, $"box@strict-{peer}.test", strict);
        await Sender.SendAsync(lab.Gateway, $"box@{peer}.test", loose);
        await lab.MailboxOf(peer).WaitAsync(loose);
        var attempt = await lab.Gateway.AttemptAsync($"strict-{peer}.test", "deferred");
        Assert.Contains(peer == "plain" ? "STARTTLS is not offered" : "certificate", attempt.Tls.Problem, StringComparison.Ordinal);
        Assert.Empty(lab.MailboxOf(peer).With(strict));
        var taken = await lab.Gateway.AttemptAsync($"{peer}.test", "delivered");
        Assert.Equal(peer == "plain" ? "clear" : "encrypted", taken.Tls.Reached);
        await lab.Gateway.DropAsync($"strict-{peer}.test");
    }

    private static string Mark() => $"r-{Guid.NewGuid():N}";
}
