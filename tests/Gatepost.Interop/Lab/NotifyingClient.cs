using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Gatepost.Interop.Lab;

/// <summary>MailKit, asking for a notice of success.</summary>
internal sealed class NotifyingClient : SmtpClient
{
    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        DeliveryStatusNotification.Success;
}
