using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The encoding of parameter values (RFC 3461 §4): printable ASCII stands for itself, except <c>+</c> and <c>=</c>; every
/// other octet is <c>+</c> and two upper-case hexadecimal digits.
/// </summary>
public static class Xtext
{
    /// <summary>Encodes the UTF-8 octets of <paramref name="text"/>.</summary>
    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny('+', '=')) return text;
        var encoded = new StringBuilder(text.Length + 8);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is > (byte)' ' and < 127 and not (byte)'+' and not (byte)'=') encoded.Append((char)octet);
            else encoded.Append(CultureInfo.InvariantCulture, $"+{octet:X2}");
        }

        return encoded.ToString();
    }

    /// <summary>Decodes. False where the text is no xtext, is no UTF-8, or would bring in a control character: values end up in
    /// header fields and commands.</summary>
    public static bool TryDecode(ReadOnlySpan<char> xtext, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var octets = new byte[xtext.Length];
        var count = 0;
        for (var i = 0; i < xtext.Length; i++)
        {
            var c = xtext[i];
            if (c is '+')
            {
                if (i + 2 >= xtext.Length || !TryHex(xtext.Slice(i + 1, 2), out var octet)) return false;
                octets[count++] = octet;
                i += 2;
            }
            else if (c is > ' ' and < (char)127 and not '=') octets[count++] = (byte)c;
            else return false;
        }

        if (!StrictUtf8.TryGetString(octets.AsSpan(0, count), out var decoded) || decoded.Any(char.IsControl)) return false;
        text = decoded;
        return true;
    }

    // Lower-case digits are against the grammar and in the field.
    private static bool TryHex(ReadOnlySpan<char> digits, out byte octet)
    {
        octet = 0;
        if (!char.IsAsciiHexDigit(digits[0]) || !char.IsAsciiHexDigit(digits[1])) return false;
        octet = byte.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }
}
