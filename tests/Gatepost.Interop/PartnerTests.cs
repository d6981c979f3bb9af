using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>Agreements with partners whose servers nobody here wrote: Postfix on the other side, both ways.</summary>
[Collection(SharedLab.Name)]
public sealed class PartnerTests(LabFixture lab, PartnerGateway agreements) : IClassFixture<PartnerGateway>
{
    private const string NoCertificate = "the client showed no certificate";

    /// <summary>Each row: the partner's domain (<see cref="PartnerGateway"/>), the server behind it, what becomes of mail, what is proven, a
    /// part of the reason.</summary>
    [Theory]
    [InlineData("pin.test", "stranger", "delivered", "partner-verified", "")]
    [InlineData("ca.test", "stranger", "delivered", "partner-verified", "")]
    [InlineData("other-ca.test", "postfix", "deferred", "encrypted", "certificate")]
    [InlineData("closed.test", "closed", "delivered", "partner-verified", "")]
    [InlineData("closed-to-us.test", "closed", "failed", "partner-verified", "554 5.7.1")]
    [InlineData("wrong-pin-defer.test", "stranger", "deferred", "encrypted", "pin")]
    [InlineData("wrong-pin-hold.test", "stranger", "deferred", "encrypted", "pin")]
    [InlineData("wrong-pin-bounce.test", "stranger", "failed", "encrypted", "pin")]
    public async Task Mail_to_a_partner_goes_as_agreed_or_not_at_all(string domain, string server, string outcome, string reached, string why)
    {
        var mark = Mark();
        await Sender.SendAsync(agreements.Gateway, $"box@{domain}", mark);

        var attempt = await agreements.Gateway.AttemptAsync(domain, outcome);

        Assert.Equal(reached, attempt.Tls.Reached);
        Assert.Contains(why, $"{attempt.Reply} {attempt.Why} {attempt.Tls.Problem}", StringComparison.Ordinal);
        if (outcome == "delivered") await lab.MailboxOf(server).WaitAsync(mark);
        else Assert.DoesNotContain(lab.MailboxOf(server).With(mark), static message => !IsNotice(message));
    }

    [Fact]
    public async Task Postfix_sees_the_certificate_that_was_agreed_for_us()
    {
        var mark = Mark();
        await Sender.SendAsync(agreements.Gateway, "box@closed.test", mark);

        Assert.Contains($"(Client CN \"{Gateway.Name}\", Issuer \"Nobody's root\"", await lab.MailboxOf("closed").WaitAsync(mark),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_met_waits_is_held_or_comes_back_as_agreed()
    {
        string[] domains = ["wrong-pin-defer.test", "wrong-pin-hold.test", "wrong-pin-bounce.test"];
        var mark = Mark();
        foreach (var domain in domains) await Sender.SendAsync(agreements.Gateway, $"box@{domain}", $"{mark}-{domain}");

        await agreements.Gateway.AttemptAsync(domains[0], "deferred");
        Assert.NotEmpty(await WaitingAsync(domains[0]));
        Assert.Empty(await WaitingAsync(domains[0], "--held"));
        await agreements.Gateway.AttemptAsync(domains[1], "deferred");
        Assert.NotEmpty(await WaitingAsync(domains[1], "--held"));
        var notice = await Poll.ForAsync(
            () => lab.MailboxOf("postfix").With($"{mark}-{domains[2]}").FirstOrDefault(IsNotice), "nothing came back");
        Assert.Contains("Action: failed", notice, StringComparison.Ordinal);
        Assert.Contains("Status: 5.7.", notice, StringComparison.Ordinal);
    }

    /// <summary>Each row: how Postfix sends, the partner as whom, what it was told.</summary>
    [Theory]
    [InlineData("with certificate", "by-ca.test", "250 2.0.0")]
    [InlineData("with certificate", "by-pin.test", "250 2.0.0")]
    [InlineData("with certificate", "by-other-pin.test", "550 5.7.1")]
    [InlineData("with certificate", "by-tls.test", "250 2.0.0")]
    [InlineData("without certificate", "by-ca.test", "550 5.7.1", NoCertificate)]
    [InlineData("without certificate", "by-pin.test", "550 5.7.1", NoCertificate)]
    [InlineData("without certificate", "by-tls.test", "250 2.0.0")]
    [InlineData("without certificate", "anybody.test", "250 2.0.0")]
    [InlineData("in clear", "by-ca.test", "530 5.7.0", "issue STARTTLS first")]
    [InlineData("in clear", "by-tls.test", "530 5.7.0", "issue STARTTLS first")]
    [InlineData("in clear", "anybody.test", "250 2.0.0")]
    public async Task Mail_from_a_partner_is_taken_as_agreed_or_refused(string how, string partner, string reply, string words = "")
    {
        var mark = Mark();
        var postfix = agreements.Senders[how];
        await HandInAsync(postfix, $"bob@{partner}", $"{mark}@inside.test", mark);

        var told = await Poll.ForAsync(() => postfix.Log.Split('\n').FirstOrDefault(line => line.Contains($"to=<{mark}@", StringComparison.Ordinal)),
            "Postfix has not said what came of it");

        var isTaken = reply[0] == '2';
        Assert.Contains(isTaken ? "status=sent" : "status=bounced", told, StringComparison.Ordinal);
        Assert.Contains(reply, told.Replace("-5.7", " 5.7", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(words, told, StringComparison.Ordinal);
        if (isTaken) await lab.MailboxOf("postfix").WaitAsync(mark);
        else Assert.Empty(lab.MailboxOf("postfix").With(mark));
    }

    [Theory]
    [InlineData("with certificate", "by-ca.test", "partner-verified")]
    [InlineData("with certificate", "by-pin.test", "partner-verified")]
    [InlineData("without certificate", "by-tls.test", "encrypted")]
    public async Task The_ledger_says_what_mail_from_a_partner_has_proven(string how, string partner, string proven)
    {
        var mark = Mark();
        var postfix = agreements.Senders[how];
        await HandInAsync(postfix, $"ledger@{partner}", "box@inside.test", mark);
        await lab.MailboxOf("postfix").WaitAsync(mark);

        var rows = (await agreements.Gateway.LedgerAsync(partner)).Where(row =>
            row.Kind == "accepted" && row.Peer.Contains($"[{postfix.Address}]", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(proven, row.Tls.Reached));
    }

    private static async Task HandInAsync(PostfixPeer postfix, string from, string to, string mark)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(postfix.Address, LabFolder.Port, SecureSocketOptions.None);
        await client.SendAsync(Letters.Plain(from, to, mark));
        await client.DisconnectAsync(true);
    }

    private async Task<string> WaitingAsync(string domain, params string[] which)
    {
        var run = (await agreements.Gateway.RunAsync(["queue", "list", "--json", "--domain", domain, .. which])).MustSucceed();
        return run.Output.Contains(domain, StringComparison.Ordinal) ? run.Output : "";
    }

    private static bool IsNotice(string message) => message.Contains("message/delivery-status", StringComparison.Ordinal);

    private static string Mark() => $"p-{Guid.NewGuid():N}";
}
