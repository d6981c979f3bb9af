using Gatepost.Interop.Lab;
using MimeKit;

namespace Gatepost.Interop;

/// <summary>Peers that misbehave. NAME.test takes TLS as it comes, strict-NAME.test demands it.</summary>
[Collection(SharedLab.Name)]
public sealed class ScriptedPeerTests(LabFixture lab)
{
    [Theory]
    [InlineData("good")]
    [InlineData("ehlo-changes")]
    [InlineData("bare")]
    [InlineData("no-8bit")]
    public async Task What_can_be_delivered_over_TLS_is(string peer)
    {
        await SendAsync($"a@strict-{peer}.test");
        await lab.Gateway.AttemptAsync($"strict-{peer}.test", "delivered");
        var session = await StoredAsync(peer);
        Assert.Equal((true, false, 1), (session.Tls, session.Clear, session.Stored));
    }

    [Theory]
    [InlineData("", "tls-rsa-cbc", "TLS_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("", "tls-rsa-gcm", "TLS_RSA_WITH_AES_256_GCM_SHA384")]
    [InlineData("", "tls-dhe", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("strict-", "tls-dhe", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA")]
    public async Task Where_a_peer_has_old_ciphers_only_the_mail_goes_over_TLS_all_the_same(string row, string peer, string suite)
    {
        await SendAsync($"a@{row}{peer}.test");
        var attempt = await lab.Gateway.AttemptAsync($"{row}{peer}.test", "delivered");
        Assert.Equal(("encrypted", suite), (attempt.Tls.Reached, attempt.Tls.CipherSuite));
        await StoredAsync(peer);
        Assert.DoesNotContain(lab.Scripted.Sessions(peer), static session => session.Clear);
    }

    [Theory]
    [InlineData("starttls-strip")]
    [InlineData("starttls-454")]
    [InlineData("starttls-junk")]
    [InlineData("starttls-close")]
    [InlineData("tls-1.0")]
    public async Task Where_TLS_is_demanded_nothing_crosses_in_clear(string peer)
    {
        await SendAsync($"a@strict-{peer}.test");
        var attempt = await lab.Gateway.AttemptAsync($"strict-{peer}.test", "deferred");
        Assert.Equal("clear", attempt.Tls.Reached);
        await DropAsync($"strict-{peer}.test");
        Assert.DoesNotContain(lab.Scripted.Sessions(peer), static session =>
            session.Lines.Any(static l => l.Contains("a@strict-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("starttls-strip")]
    [InlineData("starttls-454")]
    [InlineData("starttls-junk")]
    [InlineData("starttls-close")]
    [InlineData("tls-1.0")]
    public async Task Where_TLS_is_not_demanded_the_mail_goes_in_clear_in_the_end_and_the_ledger_says_so(string peer)
    {
        await SendAsync($"a@{peer}.test");
        var attempt = await lab.Gateway.AttemptAsync($"{peer}.test", "delivered");
        Assert.Equal(("may", "clear"), (attempt.Wanted, attempt.Tls.Reached));
    }

    [Fact]
    [Trait("Statement", "STL-11")]
    public async Task CVE_2021_38371_a_reply_injected_before_the_handshake_ends_the_attempt()
    {
        await SendAsync("a@strict-starttls-inject.test");
        await lab.Gateway.AttemptAsync("strict-starttls-inject.test", "deferred");
        await DropAsync("strict-starttls-inject.test");
        Assert.All(lab.Scripted.Sessions("starttls-inject"), static session =>
            Assert.Equal((0, false), (session.Stored, session.Clear)));
    }

    [Theory]
    [InlineData("banner-421")]
    [InlineData("banner-554")]
    [InlineData("ehlo-close")]
    [InlineData("reply-nocode")]
    public async Task A_peer_that_cannot_be_talked_to_is_tried_again_later(string peer)
    {
        await SendAsync($"a@{peer}.test");
        var attempt = await lab.Gateway.AttemptAsync($"{peer}.test", "deferred");
        Assert.NotEmpty(attempt.Reply + attempt.Why);
        await DropAsync($"{peer}.test");
    }

    [Fact]
    public async Task A_lost_reply_to_the_final_dot_is_recorded_as_unknown_and_the_message_is_sent_again()
    {
        await SendAsync("a@strict-dot-lost.test");
        await lab.Gateway.AttemptAsync("strict-dot-lost.test", "unknown");
        await lab.Gateway.AttemptAsync("strict-dot-lost.test", "delivered");
    }

    [Fact]
    public async Task A_later_to_the_content_is_tried_again()
    {
        await SendAsync("a@strict-dot-451.test");
        Assert.Contains(
            "451", (await lab.Gateway.AttemptAsync("strict-dot-451.test", "deferred")).Reply, StringComparison.Ordinal);
        await lab.Gateway.AttemptAsync("strict-dot-451.test", "delivered");
    }

    [Fact]
    public async Task A_reset_after_the_250_is_no_reason_to_send_again()
    {
        await SendAsync("a@strict-dot-reset.test");
        await lab.Gateway.AttemptAsync("strict-dot-reset.test", "delivered");
        await SendAsync("b@strict-dot-reset.test");
        await Poll.UntilAsync(
            () => lab.Scripted.Sessions("dot-reset").Sum(static s => s.Stored) >= 2, "the second message did not arrive");
        Assert.Equal(2, lab.Scripted.Sessions("dot-reset").Sum(static s => s.Stored));
    }

    [Fact]
    public async Task Each_recipient_has_an_answer_of_its_own()
    {
        var mark = Mark();
        await Sender.SendAsync(lab.Gateway, Letters.Plain("alice@inside.test", "a@strict-rcpt-mixed.test", mark),
            "a@strict-rcpt-mixed.test", "b@strict-rcpt-mixed.test", "c@strict-rcpt-mixed.test");
        var notice = await NoticeAsync(mark);
        Assert.Contains("Final-Recipient: rfc822;b@strict-rcpt-mixed.test",
            notice.Replace("rfc822; ", "rfc822;", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\x1b', notice);
        await Poll.UntilAsync(() =>
            lab.Scripted.Sessions("rcpt-mixed").Sum(static s => s.Stored) == 2, "the third recipient did not get the message");
    }

    [Theory]
    [InlineData("size-small", "5.3.4")]
    public async Task What_will_never_be_taken_comes_back_to_its_sender(string peer, string status)
    {
        var mark = Mark();
        await Sender.SendAsync(lab.Gateway, $"a@strict-{peer}.test", mark);
        Assert.Contains($"Status: {status}", await NoticeAsync(mark), StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Scripted.Sessions(peer), static session => session.Stored > 0);
    }

    [Fact]
    [Trait("Statement", "SMTP-10")]
    public async Task An_internationalised_message_never_goes_to_a_server_without_SMTPUTF8()
    {
        var mark = Mark();
        // What the notice encloses is encoded, so the sender's address tells whose it is.
        var letter = Letters.Plain($"{mark}@inside.test", "коробка@strict-bare.test", mark);
        using var client = new MailKit.Net.Smtp.SmtpClient();
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(lab.Gateway.Address, Gateway.RelayPort, MailKit.Security.SecureSocketOptions.StartTls);
        var format = FormatOptions.Default.Clone();
        format.International = true;
        await client.SendAsync(format, letter);
        Assert.Contains("Status: 5.6.7", await NoticeAsync(mark), StringComparison.Ordinal);
        Assert.DoesNotContain(
            lab.Scripted.Sessions("bare"), session => session.Lines.Any(l => l.Contains(mark, StringComparison.Ordinal)));
    }

    private static string Mark() => $"s-{Guid.NewGuid():N}";

    private Task SendAsync(string to) => Sender.SendAsync(lab.Gateway, to, Mark());

    /// <summary>An entry that is under way cannot be dropped; then there is nothing to tidy up either.</summary>
    private Task<CommandRun> DropAsync(string domain) =>
        lab.Gateway.RunAsync("queue", "drop", "--domain", domain, "--yes");

    private Task<ScriptedSession> StoredAsync(string peer) =>
        Poll.ForAsync(() => lab.Scripted.Sessions(peer).FirstOrDefault(static s => s.Stored > 0), $"{peer} has stored nothing");

    private Task<string> NoticeAsync(string mark) => Poll.ForAsync(
        () => lab.MailboxOf("postfix").With(mark)
            .FirstOrDefault(static m => m.Contains("message/delivery-status", StringComparison.Ordinal)), "no notice came back");
}
