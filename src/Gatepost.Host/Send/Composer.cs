using Gatepost.Protocols.Smtp;
using MimeKit;
using MimeKit.Utils;

namespace Gatepost.Host.Send;

/// <summary>Makes the content of a message to try things with.</summary>
internal static class Composer
{
    public static byte[] Compose(Mailbox? from, IReadOnlyList<Mailbox> to, string subject, string body, DateTimeOffset now)
    {
        using var message = new MimeMessage
        {
            Date = now,
            Subject = subject,
            MessageId = MimeUtils.GenerateMessageId(from?.DomainKey ?? "gatepost.invalid"),
            Body = new TextPart("plain") { Text = body + "\n" },
        };
        message.From.Add(new MailboxAddress("", from?.ToString() ?? "postmaster@gatepost.invalid"));
        foreach (var address in to) message.To.Add(new MailboxAddress("", address.ToString()));
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.International = (from?.NeedsSmtpUtf8 ?? false) || to.Any(address => address.NeedsSmtpUtf8);
        using var octets = new MemoryStream();
        message.WriteTo(options, octets);
        return octets.ToArray();
    }

    /// <summary>A file as it is, its line ends made CRLF: nothing else may be sent.</summary>
    public static byte[] FromFile(ReadOnlySpan<byte> file)
    {
        var content = new List<byte>(file.Length + 1024);
        for (var i = 0; i < file.Length; i++)
        {
            if (file[i] is (byte)'\r' && i + 1 < file.Length && file[i + 1] is (byte)'\n') continue;
            if (file[i] is (byte)'\r' or (byte)'\n') content.AddRange("\r\n"u8);
            else content.Add(file[i]);
        }

        return [.. content];
    }
}
