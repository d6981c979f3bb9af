using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Dns;

/// <summary>Reads names on the wire, which may end by pointing back to an earlier one (RFC 1035 §4.1.4).</summary>
/// <remarks><code>
///   | length 1..63 | octets | … | 0 |              labels up to the root
///   | … | 11 and 14 bits of offset |               the rest stands there
/// </code>
/// A pointer must lead to before all that was read of this name, so that none leads in a circle.
/// </remarks>
internal static class DnsNameReader
{
    /// <summary>RFC 1035 §2.3.4.</summary>
    public const int MaxLabel = 63, MaxOctets = 255;

    /// <summary>Reads the name at <paramref name="at"/>, and moves behind it.</summary>
    /// <returns>In lower case, without a dot at the end, empty for the root; octets that are no part of host names as
    /// <c>\DDD</c> (RFC 1035 §5.1). Null where it is malformed.</returns>
    public static string? Read(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var (from, octets, earliest) = (at, 1, at);
        var isDirect = true;
        while (true)
        {
            if (from >= message.Length) return null;
            var length = message[from];
            switch (length >> 6)
            {
                case 0 when length == 0:
                    if (isDirect) at = from + 1;
                    return name.ToString();
                case 0:
                    octets += 1 + length;
                    if (octets > MaxOctets || from + 1 + length > message.Length) return null;
                    if (name.Length > 0) name.Append('.');
                    Append(name, message.Slice(from + 1, length));
                    from += 1 + length;
                    break;
                case 3:
                    if (from + 2 > message.Length) return null;
                    var target = ((length & 0x3F) << 8) | message[from + 1];
                    if (target >= earliest) return null;
                    if (isDirect) at = from + 2;
                    (isDirect, from, earliest) = (false, target, target);
                    break;
                default: return null;
            }
        }
    }

    private static void Append(StringBuilder name, ReadOnlySpan<byte> label)
    {
        foreach (var octet in label)
        {
            if (octet is > (byte)' ' and <= (byte)'~' and not (byte)'.' and not (byte)'\\')
                name.Append(char.ToLowerInvariant((char)octet));
            else name.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
        }
    }
}
