using System.Net;
using System.Text;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Tests.Storage;

/// <summary>Messages with everything in them that must come back from a store.</summary>
internal static class TestMail
{
    private static long s_number = 1000;

    public static QueueId NewId() => new(Interlocked.Increment(ref s_number) << 10);

    public static Recipient To(string address)
    {
        var at = address.LastIndexOf('@');
        return new(new Mailbox(address[..at], address[(at + 1)..]));
    }

    public static async Task<MessageContent> WriteAsync(IContentWriter writer, ReadOnlyMemory<byte> octets)
    {
        for (var start = 0; start < octets.Length; start += 4096)
        {
            var piece = octets.Slice(start, Math.Min(4096, octets.Length - start));
            piece.CopyTo(writer.GetMemory(piece.Length));
            writer.Advance(piece.Length);
            await writer.FlushAsync(CancellationToken.None);
        }

        return await writer.FinishAsync(CancellationToken.None);
    }

    public static async Task<QueuedMessage> MakeAsync(
        ISpoolStore store, string destination, DateTimeOffset now, string? body = null)
    {
        await using var writer = store.CreateContent();
        var octets = Encoding.Latin1.GetBytes(body ?? "Subject: test\r\n\r\nHello.\r\n");
        return Of(await WriteAsync(writer, octets), destination, now);
    }

    public static QueuedMessage Of(MessageContent content, string destination, DateTimeOffset now) => new()
    {
        Id = NewId(),
        Envelope = new Envelope { ReversePath = new("sender", "harbour.test"), Recipients = [To("user@" + destination)] },
        Destination = destination,
        Content = content,
        PrefixHeaders = "Received: here\r\n"u8.ToArray(),
        Direction = MailDirection.Out,
        Origin = new("relay", IPAddress.Loopback, "client.harbour.test", null, TlsFacts.Clear()),
        ArrivedAt = now,
    };

    /// <summary>Every field of it set to something that is not its default.</summary>
    public static QueuedMessage Full(MessageContent content, DateTimeOffset now) => new()
    {
        Id = NewId(),
        Envelope = new Envelope
        {
            ReversePath = new("\"jörg o\"", "bücher.example"),
            Recipients =
            [
                new(new("a", "one.test"), DsnNotify.Success | DsnNotify.Delay, "rfc822;a+x@one.test"),
                new(new("b", "[127.0.0.1]"), DsnNotify.Never),
            ],
            Body = BodyType.EightBitMime,
            SmtpUtf8 = true,
            RequireTls = true,
            TlsOptional = true,
            Return = DsnReturn.Headers,
            EnvelopeId = "QQ 314",
        },
        Destination = "[relay.test]:2525",
        Content = content,
        PrefixHeaders = "Received: from jörg\r\n"u8.ToArray(),
        Direction = MailDirection.In,
        Origin = new("mx", IPAddress.Parse("2001:db8::1"), "[2001:db8::1]", "jörg", new TlsFacts
        {
            Protocol = "TLSv1.3",
            CipherSuite = "TLS_AES_256_GCM_SHA384",
            Subject = "CN=client",
            Names = ["a.test", "*.b.test"],
            CertificateDigest = "aa",
            PublicKeyDigest = "bb",
            NotAfter = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Reached = Assurance.PartnerVerified,
            Reachable = Assurance.DaneVerified,
            VouchedBy = "a pin",
            Problem = "none",
        }),
        ArrivedAt = now,
        NextAttemptAt = now.AddMinutes(1),
        Attempts = 3,
        LastReason = "450 4.2.1 \"later\"",
        DelayNotified = true,
        PolicyNotified = true,
        Waits = WaitReason.Policy,
        Waiver = new("ann", "by telephone", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
    };

    public static async Task<byte[]> ReadAsync(MessageContent content)
    {
        await using var stream = await content.OpenReadAsync(CancellationToken.None);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
