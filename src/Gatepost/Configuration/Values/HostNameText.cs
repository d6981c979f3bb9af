using Gatepost.Protocols.Smtp;

namespace Gatepost.Configuration.Values;

/// <summary>Names of hosts and domains, brought to A-labels in lower case (RFC 5890 §2.3.2.1). LDH labels (RFC 5321 §4.1.2),
/// and the underscore, which inner networks use.</summary>
internal static class HostNameText
{
    /// <summary>RFC 1035 §2.3.4, without the root's dot.</summary>
    private const int MaxName = 253;

    private const int MaxLabel = 63;

    public static Parsed<string> Parse(string text)
    {
        var name = DomainName.Normalize(text.Trim());
        return name.Length is > 0 and <= MaxName && name.Split('.').All(IsLabel) && !IsNumber(name)
            ? name
            : Parsed<string>.Refuse("is no host name");
    }

    /// <summary>As above, or with a leading dot for all names below.</summary>
    public static Parsed<string> ParseDomain(string text)
    {
        var trimmed = text.Trim();
        var name = Parse(trimmed.TrimStart('.'));
        if (!name.IsGood || trimmed.StartsWith("..", StringComparison.Ordinal)) return Parsed<string>.Refuse("is no domain");
        return trimmed.StartsWith('.') ? "." + name.Value : name;
    }

    /// <summary>Something like 10.0.0.300 is a mistyped address, never a name (RFC 3696 §2).</summary>
    private static bool IsNumber(string name) => name.AsSpan(name.LastIndexOf('.') + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-'
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
