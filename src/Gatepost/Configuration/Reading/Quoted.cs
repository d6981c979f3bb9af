using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatepost.Configuration.Reading;

/// <summary>A value of the file as problems show it: in quotes, cut, without control characters.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Value(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Longest) return shown.Append("…\"").ToString();
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return shown.Append('"').ToString();
    }

    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) => text is null || !text.Any(char.IsControl)
        ? text : string.Create(text.Length, text, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++) shown[i] = char.IsControl(from[i]) ? '?' : from[i];
        });

    public static string Value(ConfigNode node) => node switch
    {
        ScalarNode { Form: ScalarForm.Text or ScalarForm.Environment } scalar => Value(scalar.Text),
        ScalarNode scalar => scalar.Text,
        ListNode => "a list",
        _ => "a table",
    };
}
