using System.Buffers;
using System.Buffers.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>Base 64 as it stands on a line of AUTH (RFC 4954 §4): nothing but its alphabet, no blanks.</summary>
public static class SaslBase64
{
    /// <summary>Octets of a line (RFC 4954 §4.1: 12288).</summary>
    public const int MaxEncoded = 12288;

    /// <summary>Decodes; null where it is no base 64 or too long.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > MaxEncoded || encoded.ContainsAny(" \t\r\n"u8)) return null;
        var octets = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        return Base64.DecodeFromUtf8(encoded, octets, out _, out var count) is OperationStatus.Done ? octets[..count] : null;
    }
}
