using System.Text;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Dispatch;

/// <summary>Messages, recipients and outcomes, in short.</summary>
internal static class Mail
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly GatepostConfig Config = new() { Hostname = "gate.harbour.test", DataDirectory = "/nowhere" };

    public const string Peer = "mx.lighthouse.test[192.0.2.1]:25";

    public static readonly SmtpReply Taken = new(250, new(2, 0, 0), "taken");

    public static readonly SmtpReply Later = new(450, new(4, 2, 0), "try later");

    public static readonly SmtpReply NoSuchUser = new(550, new(5, 1, 1), "no such user");

    public static readonly TlsFacts Verified = new()
    {
        Protocol = "TLSv1.3",
        CipherSuite = "TLS_AES_256_GCM_SHA384",
        Reached = Assurance.HostVerified,
        Reachable = Assurance.HostVerified,
    };

    public static Mailbox Address(string text) => new(text[..text.LastIndexOf('@')], text[(text.LastIndexOf('@') + 1)..]);

    public static Recipient To(string address, DsnNotify notify = DsnNotify.Unspecified, string? original = null) =>
        new(Address(address), notify, original);

    public static QueuedMessage Message(params Recipient[] recipients) => Message(4711, recipients);

    public static QueuedMessage Message(long number, params Recipient[] recipients)
    {
        Recipient[] all = recipients.Length > 0 ? recipients : [To("keeper@lighthouse.test")];
        return new()
        {
            Id = new(number << 10),
            Envelope = new() { ReversePath = Address("sender@harbour.test"), Recipients = all },
            Destination = all[0].Address.DomainKey,
            Content = Content("Subject: hello\r\nFrom: sender@harbour.test\r\n\r\nHow are you?\r\n"),
            PrefixHeaders = "Received: by gate.harbour.test\r\n"u8.ToArray(),
            Direction = MailDirection.Out,
            Origin = new("relay", null, "client.harbour.test", null, TlsFacts.Clear()),
            ArrivedAt = Noon,
            NextAttemptAt = Noon,
        };
    }

    public static MessageContent Content(string text) => new MemoryContent(Encoding.UTF8.GetBytes(text));

    public static RecipientOutcome Outcome(
        Recipient recipient, Disposition disposition, SmtpReply reply, string? host = "mx.lighthouse.test") =>
        new(recipient, disposition, reply) { RemoteHost = host };

    /// <summary>All recipients fare alike at one host.</summary>
    public static AttemptOutcome AtHost(
        QueuedMessage message, Disposition disposition, SmtpReply reply, TlsFacts? tls = null)
    {
        RecipientOutcome[] outcomes =
            [.. message.Envelope.Recipients.Select(r => Outcome(r, disposition, reply) with { Peer = Peer })];
        return new(outcomes, [new(Peer, TlsLevel.May, tls ?? Verified, outcomes, reply.ToString())]);
    }

    /// <summary>Nobody there takes a connection.</summary>
    public static AttemptOutcome Down(QueuedMessage message)
    {
        var reply = Replies.CannotConnect("mx.test", "refused");
        return new([.. message.Envelope.Recipients.Select(r => Outcome(r, Disposition.Deferred, reply, host: null) with
        {
            Peer = "mx.test[192.0.2.1]:25",
        })],
            [new("mx.test[192.0.2.1]:25", TlsLevel.May, TlsFacts.Clear(), [], "refused")])
        {
            DestinationIsDown = true,
        };
    }
}
