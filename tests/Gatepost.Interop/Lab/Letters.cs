using MimeKit;

namespace Gatepost.Interop.Lab;

/// <summary>Messages to send.</summary>
internal static class Letters
{
    public static MimeMessage Plain(
        string from, string to, string mark, string text = "A line.\r\n.\r\n..two dots\r\nFrom here on\r\n")
    {
        var message = new MimeMessage { Subject = mark, Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
