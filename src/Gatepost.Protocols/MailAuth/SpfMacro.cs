using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatepost.Protocols.MailAuth;

/// <summary>The macros of SPF (RFC 7208 §7): names that are made of who sends, as <c>%{ir}.list.example.com</c>.</summary>
public static class SpfMacro
{
    private const int MaxName = 253;

    /// <summary>Whether the name holds a macro, so that it is another one for each sender.</summary>
    public static bool IsIn(string text) => text.Contains("%{", StringComparison.Ordinal);

    /// <summary>Whether it is a macro-string (RFC 7208 §7.1).</summary>
    public static bool IsString(string text) => TryExpand(text, null, out _);

    /// <summary>Whether it is a domain-spec: a macro-string that ends with a macro, or with a label that can be the last of a
    /// name.</summary>
    public static bool IsDomain(string text)
    {
        if (!IsString(text)) return false;
        if (text.EndsWith('}') && IsIn(text)) return true;
        if (text.EndsWith("%%", StringComparison.Ordinal) || text.EndsWith("%_", StringComparison.Ordinal)
            || text.EndsWith("%-", StringComparison.Ordinal)) return true;
        var name = text.EndsWith('.') ? text[..^1] : text;
        var dot = name.LastIndexOf('.');
        return dot >= 0 && IsTopLabel(name[(dot + 1)..]);
    }

    /// <summary>The name that it makes; labels are cut off on the left where it would be too long (RFC 7208 §7.3).</summary>
    public static string Expand(string text, SpfMacroValues values)
    {
        if (!TryExpand(text, values, out var name)) return "";
        name = name.EndsWith('.') ? name[..^1] : name;
        while (name.Length > MaxName && name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0) name = name[(dot + 1)..];
        return name.ToLowerInvariant();
    }

    private static bool IsTopLabel(string label) => label.Length > 0
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-')
        && label[0] != '-' && label[^1] != '-' && !label.All(char.IsAsciiDigit);

    private static bool TryExpand(string text, SpfMacroValues? values, out string expanded)
    {
        var made = new StringBuilder();
        expanded = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                if (text[i] is < '!' or > '~') return false;
                made.Append(text[i]);
                continue;
            }

            if (++i == text.Length) return false;
            switch (text[i])
            {
                case '%': made.Append('%'); break;
                case '_': made.Append(' '); break;
                case '-': made.Append("%20"); break;
                case '{':
                    var end = text.IndexOf('}', i);
                    if (end < 0 || Value(text[(i + 1)..end], values) is not { } value) return false;
                    made.Append(value);
                    i = end;
                    break;
                default: return false;
            }
        }

        expanded = made.ToString();
        return true;
    }

    // letter *DIGIT [ "r" ] *delimiter
    private static string? Value(string macro, SpfMacroValues? values)
    {
        if (macro.Length == 0 || !IsLetter(macro[0])) return null;
        var i = 1;
        while (i < macro.Length && char.IsAsciiDigit(macro[i])) i++;
        var digits = macro[1..i];
        var isReversed = i < macro.Length && macro[i] is 'r' or 'R';
        if (isReversed) i++;
        var delimiters = macro[i..];
        if (delimiters.Any(static c => c is not ('.' or '-' or '+' or ',' or '/' or '_' or '='))) return null;
        // RFC 7208 §7.3: the number "MUST be nonzero".
        if (digits.Length > 0 && digits.All(static c => c == '0')) return null;
        if (values is null) return "";
        var parts = Of(char.ToLowerInvariant(macro[0]), values).Split(delimiters.Length == 0 ? ['.'] : delimiters.ToCharArray());
        if (isReversed) Array.Reverse(parts);
        var kept = digits.Length is > 0 and < 4 ? int.Parse(digits, CultureInfo.InvariantCulture) : parts.Length;
        return string.Join('.', parts[^Math.Min(kept, parts.Length)..]);
    }

    // c, r and t are for the text of an explanation alone.
    private static bool IsLetter(char c) => char.ToLowerInvariant(c) is 's' or 'l' or 'o' or 'd' or 'i' or 'p' or 'h' or 'v';

    private static string Of(char letter, SpfMacroValues values) => letter switch
    {
        's' => $"{values.Local}@{values.SenderDomain}",
        'l' => values.Local,
        'o' => values.SenderDomain,
        'd' => values.Domain,
        'i' => Dotted(values.Client),
        'h' => values.Greeting,
        'v' => values.Client.AddressFamily is AddressFamily.InterNetwork ? "in-addr" : "ip6",
        _ => "unknown", // p, which the standard advises against
    };

    // RFC 7208 §7.3: IPv6 addresses nibble by nibble.
    private static string Dotted(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork
        ? address.ToString()
        : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).AsEnumerable());
}
