using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using MimeKit;

namespace Gatepost.Dispatch;

/// <summary>
/// The third part of a notice: the message that it is about, or its header section (RFC 3461 §4.3, §6.2). The whole only where
/// the sender asked for it, in a failure, and up to a bound: forged senders should not be sent what they never wrote.
/// </summary>
/// <param name="IsWhole">The whole message.</param>
/// <param name="Octets">What is enclosed.</param>
internal sealed record NoticeEnclosure(bool IsWhole, ReadOnlyMemory<byte> Octets)
{
    /// <summary>The whole message comes back only up to this length, in octets.</summary>
    public const int LongestWhole = 256 * 1024;

    /// <summary>Of a header section at most this comes back, in octets.</summary>
    public const int LongestHeader = 64 * 1024;

    /// <summary>Whether an octet above 127 is in it.</summary>
    public bool IsEightBit { get; } = Octets.Span.ContainsAnyExceptInRange((byte)0, (byte)127);

    /// <summary>Reads what comes back.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static async Task<NoticeEnclosure> ReadAsync(QueuedMessage message, NoticeAction action)
    {
        var prefix = message.PrefixHeaders;
        // An internationalized message would make the notice one that only SMTPUTF8 servers take (RFC 6533 §4). Of one with
        // REQUIRETLS the whole is never enclosed (RFC 8689 §5).
        var whole = action is NoticeAction.Failed
            && message.Envelope is { Return: DsnReturn.Full, SmtpUtf8: false, RequireTls: false }
            && prefix.Length + message.Content.Length <= LongestWhole;
        var wanted = (int)Math.Min(message.Content.Length, whole ? LongestWhole : LongestHeader);
        var octets = new byte[prefix.Length + wanted];
        prefix.CopyTo(octets);
        await using (var stream = await message.Content.OpenReadAsync(CancellationToken.None))
        {
            var read = await stream.ReadAtLeastAsync(
                octets.AsMemory(prefix.Length), wanted, throwOnEndOfStream: false, CancellationToken.None);
            octets = octets[..(prefix.Length + read)];
        }

        return whole ? new(true, octets) : new(false, octets.AsMemory(0, HeaderLength(octets)));
    }

    /// <summary>The original's subject, decoded: its sender knows by it which message is meant. Null: it has none.</summary>
    public string? FindSubject()
    {
        using var header = new MemoryStream(Octets[..HeaderLength(Octets.Span)].ToArray());
        try
        {
            return HeaderList.Load(header)[HeaderId.Subject] is { Length: > 0 } subject ? subject : null;
        }
        catch (FormatException)
        {
            // What is no header has no subject.
            return null;
        }
    }

    // Up to and with the CRLF of the last header line; a section that goes on beyond the bound ends with a whole line.
    private static int HeaderLength(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf("\r\n\r\n"u8);
        return end >= 0 ? end + 2 : octets.LastIndexOf("\r\n"u8) + 2 is var lines and > 1 ? lines : octets.Length;
    }
}
