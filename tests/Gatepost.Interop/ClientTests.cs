using System.Net.Security;
using System.Text;
using Gatepost.Interop.Lab;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gatepost.Interop;

/// <summary>MailKit as a client of each listener.</summary>
[Collection(SharedLab.Name)]
public sealed class ClientTests(LabFixture lab)
{
    [Theory]
    [InlineData(Gateway.MxPort, SecureSocketOptions.None)]
    [InlineData(Gateway.MxPort, SecureSocketOptions.StartTls)]
    [InlineData(Gateway.RelayPort, SecureSocketOptions.StartTls)]
    [InlineData(Gateway.SubmissionPort, SecureSocketOptions.StartTls)]
    [InlineData(Gateway.SubmissionsPort, SecureSocketOptions.SslOnConnect)]
    public async Task Mail_for_our_domain_is_taken_and_arrives_at_the_server_behind_us(int port, SecureSocketOptions security)
    {
        var mark = Mark();
        using var client = await ConnectAsync(port, security);
        var answer = await client.SendAsync(Letters.Plain("alice@inside.test", "box@inside.test", mark));
        Assert.StartsWith("2.0.0", answer, StringComparison.Ordinal);
        await client.DisconnectAsync(true);
        var message = await lab.MailboxOf("postfix").WaitAsync(mark);
        Assert.Contains($"by {Gateway.Name}", message, StringComparison.Ordinal);
        var with = security is SecureSocketOptions.None
            ? "with ESMTP "
            : port is Gateway.SubmissionPort or Gateway.SubmissionsPort ? "with ESMTPSA " : "with ESMTPS ";
        Assert.Contains(
            with, message[message.IndexOf($"by {Gateway.Name}", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Each_mechanism_logs_in_and_a_wrong_password_is_refused(string mechanism)
    {
        foreach (var password in (string[])["wrong", Gateway.Password])
        {
            using var client = Client();
            await client.ConnectAsync(lab.Gateway.Address, Gateway.SubmissionsPort, SecureSocketOptions.SslOnConnect);
            client.AuthenticationMechanisms.RemoveWhere(offered => offered != mechanism);
            Assert.Single(client.AuthenticationMechanisms);
            if (password == "wrong")
                await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Gateway.User, password));
            else await client.AuthenticateAsync(Gateway.User, password);
        }
    }

    [Fact]
    public async Task A_stranger_may_not_relay()
    {
        using var client = await ConnectAsync(Gateway.MxPort, SecureSocketOptions.StartTls);
        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(Letters.Plain("x@stranger.test", "box@exim.test", Mark())));
        Assert.Equal((SmtpErrorCode.RecipientNotAccepted, 550), (refused.ErrorCode, (int)refused.StatusCode));
        Assert.StartsWith("5.7.1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submission_without_a_login_is_refused()
    {
        using var client = Client();
        await client.ConnectAsync(lab.Gateway.Address, Gateway.SubmissionPort, SecureSocketOptions.StartTls);
        await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(
            () => client.SendAsync(Letters.Plain("alice@inside.test", "box@inside.test", Mark())));
    }

    [Fact]
    public async Task An_internationalised_address_is_taken_by_SMTPUTF8_and_carried_on()
    {
        var mark = Mark();
        var message = Letters.Plain("алиса@inside.test", "коробка@inside.test", mark);
        using var client = await ConnectAsync(Gateway.RelayPort, SecureSocketOptions.StartTls);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.UTF8));
        var format = FormatOptions.Default.Clone();
        format.International = true;
        await client.SendAsync(format, message);
        var arrived = await lab.MailboxOf("postfix").WaitAsync(mark);
        Assert.Contains("with UTF8SMTPS", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_notice_that_was_asked_for_comes_back()
    {
        var mark = Mark();
        using var client = new NotifyingClient();
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(lab.Gateway.Address, Gateway.RelayPort, SecureSocketOptions.StartTls);
        // OpenSMTPD has DSN, the bare scripted server has not: there Gatepost says itself that it has relayed.
        await client.SendAsync(Letters.Plain("alice@inside.test", "box@bare.test", mark));
        await client.DisconnectAsync(true);
        var notice = await Poll.ForAsync(
            () => lab.MailboxOf("postfix").With(mark)
                .FirstOrDefault(static m => m.Contains("message/delivery-status", StringComparison.Ordinal)), "no notice");
        Assert.Contains("Action: relayed", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(700_000)]
    public async Task BDAT_carries_a_message_of_any_length(int length)
    {
        var mark = Mark();
        var text = new StringBuilder();
        while (text.Length < length) text.Append("A line of some length, and a dot at its end.\r\n.\r\n");
        using var client = new ChunkingClient();
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(lab.Gateway.Address, Gateway.RelayPort, SecureSocketOptions.StartTls);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.Chunking));
        await client.SendAsync(Letters.Plain("alice@inside.test", "box@inside.test", mark, text.ToString()));
        await client.DisconnectAsync(true);
        var arrived = await lab.MailboxOf("postfix").WaitAsync(mark);
        Assert.Contains(text.ToString().ReplaceLineEndings("\n"), arrived.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_eight_megabytes_goes_through()
    {
        var mark = Mark();
        var line = new string('x', 76) + "\r\n";
        var message = Letters.Plain(
            "alice@inside.test", "box@inside.test", mark, string.Concat(Enumerable.Repeat(line, 8 * 1024 * 1024 / line.Length)));
        await Sender.SendAsync(lab.Gateway, message);
        Assert.True((await lab.MailboxOf("postfix").WaitAsync(mark)).Length > 8 * 1000 * 1000);
    }

    private static string Mark() => $"c-{Guid.NewGuid():N}";

    private async Task<SmtpClient> ConnectAsync(int port, SecureSocketOptions security)
    {
        var client = Client();
        await client.ConnectAsync(lab.Gateway.Address, port, security);
        if (port is Gateway.SubmissionPort or Gateway.SubmissionsPort)
            await client.AuthenticateAsync(Gateway.User, Gateway.Password);
        return client;
    }

    private static SmtpClient Client() => new()
    {
        CheckCertificateRevocation = false,
        ServerCertificateValidationCallback = static (_, certificate, _, errors) =>
            certificate is not null && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable),
    };
}
