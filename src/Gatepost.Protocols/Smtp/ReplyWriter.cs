using System.Buffers;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>Writes replies (RFC 5321 §4.2.1), with the enhanced code on every line (RFC 2034 §4).</summary>
/// <remarks><code>
///   250-2.1.0 first line CRLF
///   250 2.1.0 last line CRLF
/// </code>
/// Printable ASCII goes out as it is; whatever else a text holds goes out as <c>?</c>, so no reply can break out of its line. A
/// line that would exceed 512 octets (§4.5.3.1.5) is cut.
/// </remarks>
public static class ReplyWriter
{
    private const int MaxLine = 512;

    /// <summary>Writes one reply.</summary>
    public static void Write(IBufferWriter<byte> wire, SmtpReply reply)
    {
        ArgumentOutOfRangeException.ThrowIfZero(reply.Lines.Count);
        for (var i = 0; i < reply.Lines.Count; i++) WriteLine(wire, reply, reply.Lines[i], i == reply.Lines.Count - 1);
    }

    private static void WriteLine(IBufferWriter<byte> wire, SmtpReply reply, string text, bool isLast)
    {
        var line = wire.GetSpan(MaxLine);
        reply.Code.TryFormat(line, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        line[length++] = isLast ? (byte)' ' : (byte)'-';
        if (reply.Enhanced is { } code)
        {
            length += Encoding.ASCII.GetBytes(code.ToString(), line[length..]);
            line[length++] = (byte)' ';
        }

        var room = MaxLine - 2 - length;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, room)))
            line[length++] = c is >= ' ' and <= '~' ? (byte)c : (byte)'?';
        "\r\n"u8.CopyTo(line[length..]);
        wire.Advance(length + 2);
    }
}
