using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Gatepost.Protocols.Smtp;

/// <summary>Addresses in brackets (RFC 5321 §4.1.3): <c>[192.0.2.1]</c>, <c>[IPv6:2001:db8::1]</c>. General literals are not
/// taken: none is registered.</summary>
public static class DomainLiteral
{
    private const string Ipv6Tag = "IPv6:";

    private static readonly SearchValues<char> Ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Whether it is one.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => TryParse(text, out _);

    /// <summary>Reads one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text is not ['[', .. var inner, ']']) return false;
        if (inner.StartsWith(Ipv6Tag, StringComparison.OrdinalIgnoreCase))
            return TryParseIpv6(inner[Ipv6Tag.Length..], out address);
        return IsDottedQuad(inner) && IPAddress.TryParse(inner, out address);
    }

    /// <summary>Writes one; an IPv4 address mapped into IPv6 as the IPv4 address that it is.</summary>
    public static string Format(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.GetAddressBytes().Length == 4) return $"[{plain}]";
        return $"[{Ipv6Tag}{new IPAddress(plain.GetAddressBytes())}]"; // without a zone: it means nothing elsewhere
    }

    private static bool TryParseIpv6(ReadOnlySpan<char> inner, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        // IPAddress takes zones, brackets and ports too; the grammar does not.
        if (inner.ContainsAnyExcept(Ipv6Characters) || !inner.Contains(':')) return false;
        return IPAddress.TryParse(inner, out address);
    }

    // IPAddress would also take "1", "0x7f.1" and octal numbers.
    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.Length is < 1 or > 3 || part.ContainsAnyExceptInRange('0', '9')) return false;
            if (part.Length > 1 && part[0] is '0') return false;
            if (int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255) return false;
            parts++;
        }

        return parts == 4;
    }
}
