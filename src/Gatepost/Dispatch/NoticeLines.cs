using System.Globalization;
using System.Text;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>Text as it goes into notices: folded at words, in lines that every program shows whole.</summary>
internal static class NoticeLines
{
    private const int Width = 72;

    /// <summary>Adds a paragraph; its first line begins with <paramref name="head"/>, the others with as many blanks.</summary>
    public static void Fold(StringBuilder text, string head, string paragraph)
    {
        text.Append(head);
        var column = head.Length;
        var indent = new string(' ', head.Length);
        var first = true;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first && column + 1 + word.Length > Width)
            {
                text.Append("\r\n").Append(indent);
                column = indent.Length;
                first = true;
            }

            if (!first) text.Append(' ');
            text.Append(word);
            column += word.Length + (first ? 0 : 1);
            first = false;
        }

        text.Append("\r\n");
    }

    /// <summary>ASCII as it is; every other character, and what the form itself needs, as <c>\x{C4}</c> (RFC 6533 §3).</summary>
    public static string Ascii(string text, string alsoEncoded = "")
    {
        if (System.Text.Ascii.IsValid(text) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && alsoEncoded.Length == 0)
            return text;
        var ascii = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~' && !alsoEncoded.Contains((char)rune.Value, StringComparison.Ordinal))
                ascii.Append((char)rune.Value);
            else ascii.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }

        return ascii.ToString();
    }

    /// <summary>
    /// An address with its type, in ASCII: <c>rfc822; a@b.test</c>, or <c>utf-8; \x{E4}@b.test</c> (RFC 6533 §3).
    /// </summary>
    public static string Typed(Mailbox address) =>
        address.NeedsSmtpUtf8 ? "utf-8; " + Ascii(address.ToString(), "\\+= ") : "rfc822; " + address;

    /// <summary>ORCPT as it was given: "type;address" (RFC 3464 §2.3.1), or null.</summary>
    public static string? OriginalRecipient(Recipient recipient) =>
        recipient.OriginalRecipient?.Split(';', 2) is [var type, var address]
        ? $"{Ascii(type)}; {Ascii(address)}" : null;
}
