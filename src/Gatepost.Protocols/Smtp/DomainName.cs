using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>Domain names in the one form that look-ups, comparisons and configuration use.</summary>
public static class DomainName
{
    /// <summary>Octets of a name, dots included (RFC 5321 §4.5.3.1.2).</summary>
    public const int MaxLength = 255;

    private const int MaxLabel = 63; // RFC 1035 §2.3.4

    // The underscore is not in the grammar and is in many names of hosts; it harms nobody.
    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>A-labels, lower case, without a trailing dot. A name that is no valid IDN is only lower-cased.</summary>
    public static string Normalize(string domain)
    {
        var name = domain.EndsWith('.') ? domain[..^1] : domain;
        if (Ascii.IsValid(name)) return name.ToLowerInvariant();
        try
        {
            return ToALabels(name);
        }
        catch (ArgumentException)
        {
            return name.ToLowerInvariant();
        }
    }

    /// <summary>Whether it can stand in a path or in EHLO (RFC 5321 §4.1.2, U-labels by RFC 6531 §3.3): labels of letters, digits
    /// and hyphens, no trailing dot. U-labels must have A-labels.</summary>
    public static bool IsValid(string domain)
    {
        if (Ascii.IsValid(domain)) return AreLabels(domain);
        if (domain.Length > MaxLength || domain.Any(IsForbidden)) return false;
        try
        {
            return AreLabels(ToALabels(domain));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // The mapping encodes what it is given, so case is levelled before it (RFC 5895 §2). Composition is the writer's duty (RFC
    // 5891 §4.2.1).
    private static string ToALabels(string name) => Idn.GetAscii(name.ToLowerInvariant()).ToLowerInvariant();

    private static bool AreLabels(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength) return false;
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            if (label.Length is 0 or > MaxLabel || label[0] is '-' || label[^1] is '-') return false;
            if (label.ContainsAnyExcept(LabelCharacters)) return false;
        }

        return true;
    }

    // The mapping takes three other characters for dots (RFC 3490 §3.1), which would move the border of the domain (RFC 5891
    // §4.2).
    private static bool IsForbidden(char c) =>
        c is '\u3002' or '\uFF0E' or '\uFF61' || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse;
}
