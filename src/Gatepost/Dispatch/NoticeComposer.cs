using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>
/// Puts a notice together: multipart/report with its three parts (RFC 3461 §6.2, RFC 3464 §2). Whatever the original was, all
/// is in lines of ASCII, but for a recipient's own address in another script and a message that comes back whole in 8 bits.
/// </summary>
internal static class NoticeComposer
{
    private const int Base64Line = 76, LongestLine = 998;

    /// <summary>Writes the notice to <paramref name="content"/>.</summary>
    /// <param name="notice">What it tells.</param>
    /// <param name="to">The sender of the original.</param>
    /// <param name="enclosure">What comes back; null: it could not be read.</param>
    /// <param name="content">Where to.</param>
    public static void Write(NoticeContext notice, Mailbox to, NoticeEnclosure? enclosure, IBufferWriter<byte> content)
    {
        var text = NoticeText.Write(notice);
        var report = NoticeReport.Write(notice);
        var boundary = Boundary(text, report, enclosure);
        Put(content, $"""
            From: "Mail gateway {notice.Hostname}" <{notice.Postmaster}>
            To: <{to}>
            Subject: {NoticeText.Subject(notice)}
            Date: {MailDate.Format(notice.Now)}
            Message-ID: <{notice.Id}@{notice.Hostname}>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="{boundary}"

            This is a notice in MIME format (RFC 3464).

            --{boundary}

            """);
        PutText(content, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
        Put(content, $"\n--{boundary}\nContent-Type: message/delivery-status\n\n");
        Put(content, report);
        Put(content, $"\n--{boundary}\n");
        PutEnclosure(content, enclosure);
        Put(content, $"\n--{boundary}--\n");
    }

    private static void PutEnclosure(IBufferWriter<byte> content, NoticeEnclosure? enclosure)
    {
        switch (enclosure)
        {
            case null:
                Put(content, "Content-Type: text/plain\n\nWhat you sent could not be read for this notice.\n");
                break;
            case { IsWhole: true }:
                // RFC 2046 §5.2.1: message/rfc822 may not be encoded, so that 8 bits stay 8 bits.
                Put(content,
                    $"Content-Type: message/rfc822\nContent-Transfer-Encoding: {(enclosure.IsEightBit ? "8bit" : "7bit")}\n\n");
                content.Write(enclosure.Octets.Span);
                break;
            case { IsEightBit: true }:
                // A header section in UTF-8 has a type of its own, which may be encoded (RFC 6533 §4).
                PutText(content, "message/global-headers", enclosure.Octets.Span);
                break;
            default:
                PutText(content, "text/rfc822-headers", enclosure.Octets.Span);
                break;
        }
    }

    private static void PutText(IBufferWriter<byte> content, string type, ReadOnlySpan<byte> octets)
    {
        if (Ascii.IsValid(octets) && !HasLongLine(octets))
        {
            Put(content, $"Content-Type: {type}\n\n");
            content.Write(octets);
            return;
        }

        Put(content, $"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n");
        foreach (var line in Convert.ToBase64String(octets).Chunk(Base64Line)) Put(content, $"{new string(line)}\n");
    }

    // RFC 5322 §2.1.1: at most 998 characters. Header fields that were longer came in, since we are lenient there.
    private static bool HasLongLine(ReadOnlySpan<byte> octets)
    {
        foreach (var line in octets.Split("\r\n"u8))
            if (line.End.Value - line.Start.Value > LongestLine) return true;
        return false;
    }

    // Nobody can put it into his message beforehand, for it depends on all that is in it.
    private static string Boundary(string text, string report, NoticeEnclosure? enclosure)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(Encoding.UTF8.GetBytes(report));
        if (enclosure is not null) hash.AppendData(enclosure.Octets.Span);
        return "gatepost-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Put(IBufferWriter<byte> content, string lines)
    {
        var wire = lines.Contains('\r') ? lines : lines.ReplaceLineEndings("\r\n");
        content.Write(Encoding.UTF8.GetBytes(wire));
    }
}
