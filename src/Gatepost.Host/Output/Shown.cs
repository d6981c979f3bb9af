using System.Globalization;
using System.Text;

namespace Gatepost.Host.Output;

/// <summary>What strangers said, as it may be shown: cut, and nothing in it that moves the cursor or turns the text round.</summary>
internal static class Shown
{
    public static string Of(string text, int max)
    {
        var shown = new StringBuilder(Math.Min(text.Length, max) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= max) return shown.Append('…').ToString();
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
            else
            {
                shown.Append(rune.ToString());
            }
        }

        return shown.ToString();
    }
}
