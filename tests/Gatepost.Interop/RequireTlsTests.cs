using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>REQUIRETLS with a server that nobody here wrote: Postfix 3.11 or later, on both sides of us.</summary>
[Collection(SharedLab.Name)]
public sealed class RequireTlsTests(LabFixture lab, RequireTlsGateway rtls) : IClassFixture<RequireTlsGateway>
{
    [Fact]
    public async Task Gatepost_hands_on_what_asks_for_TLS_to_whom_it_can_prove()
    {
        var mark = await SendAsync(rtls.Gateway.Address, Gateway.RelayPort, "rtls-proven");

        Assert.True(AsksForTls(await rtls.Receiver.Mailbox.WaitAsync(mark)));
        var attempt = await rtls.Gateway.AttemptAsync($"rtls-proven.{OwnNames.Zone}", "delivered");
        Assert.Equal("dane-verified", attempt.Tls.Reached);
    }

    /// <summary>Each row: the domain (<see cref="RequireTlsGateway"/>), what the notice says.</summary>
    [Theory]
    [InlineData("rtls-unproven", "5.7.10")]
    [InlineData("rtls-exim", "5.7.30")]
    public async Task Gatepost_gives_it_back_where_it_cannot(string domain, string status)
    {
        var mark = await SendAsync(rtls.Gateway.Address, Gateway.RelayPort, domain);

        var notice = await lab.MailboxOf("postfix").WaitAsync(mark);

        Assert.Contains($"Status: {status}", notice, StringComparison.Ordinal);
        Assert.Empty(rtls.Receiver.Mailbox.With(mark));
        Assert.Empty(lab.MailboxOf("exim").With(mark));
    }

    [Fact]
    public async Task What_does_not_ask_for_TLS_is_not_said_to()
    {
        var mark = await SendAsync(rtls.Gateway.Address, Gateway.RelayPort, "rtls-proven", isRequired: false);

        Assert.False(AsksForTls(await rtls.Receiver.Mailbox.WaitAsync(mark)));
    }

    [Fact]
    public async Task From_Postfix_through_us_to_Postfix_it_is_asked_for_all_the_way()
    {
        var mark = await SendAsync(rtls.Sender.Address, LabFolder.Port, "rtls-through");

        Assert.True(AsksForTls(await rtls.Receiver.Mailbox.WaitAsync(mark)), rtls.Sender.Log);
        // The mark in the message may be of the first hop; that the second was asked as well the ledger says.
        Assert.Contains("requiretls:", (await rtls.Gateway.AttemptAsync("rtls-through.ours.test", "delivered")).Why, StringComparison.Ordinal);
        Assert.Contains("Verified TLS connection established to rtls-through.mx.ours.test", rtls.Sender.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_server_that_is_the_last_stop_need_not_know_it()
    {
        var mark = await SendAsync(rtls.Sender.Address, LabFolder.Port, "rtls-ends");

        await lab.MailboxOf("postfix").WaitAsync(mark);
    }

    [Fact]
    public async Task Postfix_does_not_hand_it_to_us_where_our_name_is_not_proven()
    {
        var mark = await SendAsync(rtls.Sender.Address, LabFolder.Port, "rtls-bare");

        await Poll.UntilAsync(() => rtls.Sender.Log.Split('\n').Any(static line =>
            line.Contains("@rtls-bare.ours.test>", StringComparison.Ordinal) && line.Contains("status=bounced", StringComparison.Ordinal)),
            "Postfix has not given it back");
        Assert.Empty(rtls.Receiver.Mailbox.With(mark));
    }

    /// <summary>It writes so into what it takes.</summary>
    private static bool AsksForTls(string message) => message.Contains("\nRequire-TLS-ESMTP: yes", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> SendAsync(string address, int port, string domain, bool isRequired = true)
    {
        var mark = $"rtls-{Guid.NewGuid():N}";
        using var client = new SmtpClient { CheckCertificateRevocation = false, RequireTLS = isRequired };
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(address, port, SecureSocketOptions.StartTls);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.RequireTLS));
        await client.SendAsync(Letters.Plain("alice@inside.test", $"box@{domain}.{OwnNames.Zone}", mark));
        await client.DisconnectAsync(true);
        return mark;
    }
}
