using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gatepost.Interop.Lab;

/// <summary>Hands mail to the gateway as the organisation's own server would: over STARTTLS, from a network that may
/// relay.</summary>
internal static class Sender
{
    public static Task SendAsync(Gateway gateway, string to, string mark) =>
        SendAsync(gateway, Letters.Plain("alice@inside.test", to, mark));

    public static async Task SendAsync(Gateway gateway, MimeMessage message, params string[] recipients)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(gateway.Address, Gateway.RelayPort, SecureSocketOptions.StartTls);
        if (recipients.Length == 0) await client.SendAsync(message);
        else await client.SendAsync(
            message, MailboxAddress.Parse("alice@inside.test"), recipients.Select(static r => MailboxAddress.Parse(r)));
        await client.DisconnectAsync(true);
    }
}
