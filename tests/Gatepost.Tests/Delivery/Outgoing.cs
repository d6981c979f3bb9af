using System.Text;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Delivery;

/// <summary>Messages that wait to be delivered.</summary>
internal static class Outgoing
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Mailbox Address(string text)
    {
        var at = text.LastIndexOf('@');
        return new Mailbox(text[..at], text[(at + 1)..]);
    }

    public static Recipient[] Recipients(params string[] addresses) => [.. addresses.Select(a => new Recipient(Address(a)))];

    public static QueuedMessage Message(string content = "Subject: hello\r\n\r\nHow are you?\r\n", params string[] recipients) =>
        Message(Encoding.UTF8.GetBytes(content), recipients);

    public static QueuedMessage Message(byte[] content, params string[] recipients) => new()
    {
        Id = new QueueId(4711 << 12),
        Envelope = new Envelope
        {
            ReversePath = Address("sender@harbour.test"),
            Recipients = Recipients(recipients.Length == 0 ? ["keeper@lighthouse.test"] : recipients),
        },
        Destination = "lighthouse.test",
        Content = new BytesContent(content),
        PrefixHeaders = "Received: by gate.harbour.test\r\n"u8.ToArray(),
        Direction = MailDirection.Out,
        Origin = new MessageOrigin("relay", null, null, null, TlsFacts.Clear()),
        ArrivedAt = Noon,
    };
}
