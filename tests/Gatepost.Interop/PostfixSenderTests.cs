using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>Postfix hands mail to us, and only over TLS with a certificate that it has verified.</summary>
[Collection(SharedLab.Name)]
public sealed class PostfixSenderTests(LabFixture lab)
{
    [Fact]
    public async Task Postfix_verifies_us_and_hands_over_its_mail()
    {
        var address = lab.Folder.Address("1.40");
        using var postfix = await PostfixPeer.SenderAsync(
            lab.Folder, lab.Authority, address, ($"[{lab.Gateway.Address}]:{Gateway.MxPort}", Gateway.Name));
        string[] marks = [.. Enumerable.Range(0, 10).Select(static _ => $"p-{Guid.NewGuid():N}")];
        using (var client = new SmtpClient())
        {
            await client.ConnectAsync(address, LabFolder.Port, SecureSocketOptions.None);
            foreach (var mark in marks) await client.SendAsync(Letters.Plain("bob@peer.test", "box@inside.test", mark));
            await client.DisconnectAsync(true);
        }

        foreach (var mark in marks) await lab.MailboxOf("postfix").WaitAsync(mark);
        Assert.Contains("Verified TLS connection established to", postfix.Log, StringComparison.Ordinal);
        Assert.Equal(marks.Length, postfix.Log.Split("status=sent (250 2.0.0").Length - 1);
    }

    [Fact]
    public async Task An_unknown_domain_comes_back_to_Postfix_as_a_permanent_refusal()
    {
        var address = lab.Folder.Address("1.41");
        using var postfix = await PostfixPeer.SenderAsync(
            lab.Folder, lab.Authority, address, ($"[{lab.Gateway.Address}]:{Gateway.MxPort}", Gateway.Name));
        using var client = new SmtpClient();
        await client.ConnectAsync(address, LabFolder.Port, SecureSocketOptions.None);
        await client.SendAsync(Letters.Plain("bob@peer.test", "box@elsewhere.test", "refused"));
        await client.DisconnectAsync(true);
        await Poll.UntilAsync(
            () => postfix.Log.Contains("dsn=5.7.1, status=bounced", StringComparison.Ordinal), "Postfix was not told 5.7.1");
    }
}
