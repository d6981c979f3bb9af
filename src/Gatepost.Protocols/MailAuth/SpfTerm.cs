using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Protocols.MailAuth;

/// <summary>Reads the terms of a record of SPF (RFC 7208 §4.6.1).</summary>
internal static class SpfTerm
{
    /// <summary>Name and value of a modifier; null where the term is none.</summary>
    public static (string Name, string Value)? ReadModifier(string term)
    {
        // "Modifiers always contain an equals character immediately after the name".
        var equals = term.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || !char.IsAsciiLetter(term[0])) return null;
        foreach (var c in term.AsSpan(0, equals))
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return null;
        return (term[..equals], term[(equals + 1)..]);
    }

    /// <summary>A directive; null where the term is none.</summary>
    public static SpfDirective? ReadDirective(string term)
    {
        var (qualifier, start) = term[0] switch
        {
            '+' => (SpfQualifier.Pass, 1),
            '-' => (SpfQualifier.Fail, 1),
            '~' => (SpfQualifier.SoftFail, 1),
            '?' => (SpfQualifier.Neutral, 1),
            _ => (SpfQualifier.Pass, 0),
        };
        var end = term.AsSpan(start).IndexOfAny(':', '/');
        var name = end < 0 ? term[start..] : term.Substring(start, end);
        var rest = end < 0 ? "" : term[(start + end)..];
        SpfDirective Of(SpfMechanism mechanism) => new(qualifier, mechanism) { Text = term };
        return name.ToLowerInvariant() switch
        {
            "all" => rest.Length == 0 ? Of(SpfMechanism.All) : null,
            "include" => WithDomain(Of(SpfMechanism.Include), rest),
            "exists" => WithDomain(Of(SpfMechanism.Exists), rest),
            "ptr" => rest.Length == 0 ? Of(SpfMechanism.ReverseName) : WithDomain(Of(SpfMechanism.ReverseName), rest),
            "a" => WithNetwork(Of(SpfMechanism.A), rest),
            "mx" => WithNetwork(Of(SpfMechanism.Mx), rest),
            "ip4" => WithAddress(Of(SpfMechanism.Ip4), rest, AddressFamily.InterNetwork),
            "ip6" => WithAddress(Of(SpfMechanism.Ip6), rest, AddressFamily.InterNetworkV6),
            _ => null,
        };
    }

    private static SpfDirective? WithDomain(SpfDirective directive, string rest) =>
        rest.StartsWith(':') && SpfMacro.IsDomain(rest[1..]) ? directive with { Domain = rest[1..] } : null;

    // RFC 7208 §5.6: [ "/" bits ] [ "//" bits of IPv6 ] behind the name.
    private static SpfDirective? WithNetwork(SpfDirective directive, string rest)
    {
        if (SplitSix(rest) is not { } six) return null;
        var (front, prefix6) = six;
        int? prefix4 = 32;
        var slash = SlashOf(front);
        if (slash >= 0)
        {
            prefix4 = Bits(front[(slash + 1)..], 32);
            front = front[..slash];
        }

        if (prefix4 is null) return null;
        var sized = directive with { Prefix4 = prefix4.Value, Prefix6 = prefix6 };
        return front.Length == 0 ? sized : WithDomain(sized, front);
    }

    private static (string Front, int Prefix6)? SplitSix(string rest)
    {
        var at = rest.LastIndexOf("//", StringComparison.Ordinal);
        if (at < 0) return (rest, 128);
        return Bits(rest[(at + 2)..], 128) is { } bits ? (rest[..at], bits) : null;
    }

    // A slash may stand in the braces of a macro too, as a delimiter.
    private static int SlashOf(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash > text.LastIndexOf('}') ? slash : -1;
    }

    private static SpfDirective? WithAddress(SpfDirective directive, string rest, AddressFamily family)
    {
        if (!rest.StartsWith(':')) return null;
        var most = family is AddressFamily.InterNetwork ? 32 : 128;
        var parts = rest[1..].Split('/');
        var bits = parts.Length == 1 ? most : parts.Length == 2 ? Bits(parts[1], most) : null;
        if (bits is null || !IsWhole(parts[0], family) || !IPAddress.TryParse(parts[0], out var address)
            || address.AddressFamily != family || address.ScopeIdIsSet()) return null;
        return family is AddressFamily.InterNetwork
            ? directive with { Address = address, Prefix4 = bits.Value }
            : directive with { Address = address, Prefix6 = bits.Value };
    }

    // The platform also reads 192.2 and 0xC0000201.
    private static bool IsWhole(string text, AddressFamily family) => family is AddressFamily.InterNetworkV6
        ? text.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.')
        : text.Split('.') is { Length: 4 } parts && Array.TrueForAll(parts, static part => Bits(part, 255) is not null);

    private static bool ScopeIdIsSet(this IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6 && address.ScopeId != 0;

    // RFC 7208 §5.6: a number without a leading zero.
    private static int? Bits(string text, int most) =>
        text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
        && int.Parse(text, CultureInfo.InvariantCulture) is var bits && bits <= most ? bits : null;
}
