using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Text;

/// <summary>
/// Shows what a stranger said, in logs, on terminals and in notices, without doing what it says: it is quoted, cut, and nothing
/// in it can move a cursor, start a line or turn the direction of writing.
/// </summary>
public static class PeerText
{
    private const string Cut = "...";

    private enum Form
    {
        Column,
        Quoted,
        Escaped,
    }

    /// <summary>In double quotes: <c>"550 no \x1B[2J"</c>; what is cut off is marked by three dots behind the quotes.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="max">How many characters of the result stand between the quotes at most.</param>
    public static string Quote(string? text, int max = 200)
    {
        var shown = Render(text ?? "", max, Form.Quoted, out var isCut);
        return isCut ? $"\"{shown}\"{Cut}" : $"\"{shown}\"";
    }

    /// <summary>Octets that should be UTF-8; what is not is shown as <c>\u{FFFD}</c>.</summary>
    public static string Quote(ReadOnlySpan<byte> octets, int max = 200) =>
        Quote(Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, Math.Max(max, 0) * 4)]), max);

    /// <summary>Without quotes, for a column of its own; what is cut off is marked by three dots.</summary>
    public static string Escape(string? text, int max = 200)
    {
        var shown = Render(text ?? "", max, Form.Column, out var isCut);
        return isCut ? shown + Cut : shown;
    }

    /// <summary>
    /// Text that was escaped when it was written down, such as a reply in the ledger: its backslashes stay as they are. What
    /// should not be in it is escaped all the same.
    /// </summary>
    public static string Shorten(string? escaped, int max = 200)
    {
        var shown = Render(escaped ?? "", max, Form.Escaped, out var isCut);
        return isCut ? shown + Cut : shown;
    }

    private static string Render(string text, int max, Form form, out bool isCut)
    {
        isCut = false;
        var shown = new StringBuilder(Math.Min(text.Length, max) + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = Show(rune, form);
            if (shown.Length + piece.Length > max)
            {
                isCut = true;
                break;
            }

            shown.Append(piece);
        }

        return shown.ToString();
    }

    private static string Show(Rune rune, Form form) => rune.Value switch
    {
        '\\' when form is not Form.Escaped => "\\\\", // so that our own escapes cannot be forged
        '"' when form is Form.Quoted => "\\\"",
        < ' ' or 127 => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        < 127 => rune.ToString(),
        _ when IsHarmless(rune) => rune.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}"),
    };

    // Bidirectional controls, zero-width characters and tags are all of category Format.
    private static bool IsHarmless(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
