using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>Does the lab itself work? Each peer takes a message from a program that nobody here wrote.</summary>
[Collection(SharedLab.Name)]
public sealed class PeerTests(LabFixture lab)
{
    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    [InlineData("opensmtpd")]
    public async Task A_receiver_of_the_lab_takes_a_message(string peer)
    {
        var mark = $"lab-{Guid.NewGuid():N}";
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(lab.AddressOf(peer), LabFolder.Port, SecureSocketOptions.StartTls);
        await client.SendAsync(Letters.Plain($"lab@gate.test", $"box@{peer}.test", mark));
        await client.DisconnectAsync(true);
        Assert.Contains(mark, await lab.MailboxOf(peer).WaitAsync(mark), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripted_peers_write_down_what_was_said()
    {
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(lab.Scripted.Addresses["good"], LabFolder.Port, SecureSocketOptions.StartTls);
        await client.SendAsync(Letters.Plain("lab@gate.test", "a@good.test", "scripted"));
        await client.DisconnectAsync(true);
        await Poll.UntilAsync(() =>
            lab.Scripted.Sessions("good").Any(static s => s is { Stored: 1, Clear: false, Tls: true }), "no session of 'good'");
    }
}
