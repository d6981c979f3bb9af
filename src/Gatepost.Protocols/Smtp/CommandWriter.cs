using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Writes the client's commands. Whatever it is handed, one call writes one line: a value that would break out of it is our own
/// fault and an exception.
/// </summary>
public static class CommandWriter
{
    /// <summary><c>EHLO name</c></summary>
    public static void WriteEhlo(IBufferWriter<byte> wire, string name) => WriteLine(wire, $"EHLO {name}");

    /// <summary>A verb alone: DATA, RSET, QUIT, STARTTLS, NOOP.</summary>
    public static void WriteVerb(IBufferWriter<byte> wire, SmtpVerb verb)
    {
        if (verb is SmtpVerb.Unknown) throw new ArgumentOutOfRangeException(nameof(verb));
        WriteLine(wire, verb.ToString().ToUpperInvariant());
    }

    /// <summary><c>MAIL FROM:&lt;…&gt; …</c>, with the parameters that are set: leave out what the peer does not offer.</summary>
    public static void WriteMail(IBufferWriter<byte> wire, MailArguments mail)
    {
        var line = new StringBuilder(128).Append(CultureInfo.InvariantCulture, $"MAIL FROM:<{mail.ReversePath}>");
        if (mail.Size is { } size) line.Append(CultureInfo.InvariantCulture, $" SIZE={size}");
        if (mail.Body is { } body) line.Append(body is BodyType.EightBitMime ? " BODY=8BITMIME" : " BODY=7BIT");
        if (mail.SmtpUtf8) line.Append(" SMTPUTF8");
        if (mail.RequireTls) line.Append(" REQUIRETLS");
        if (mail.Return is not DsnReturn.Unspecified) line.Append(mail.Return is DsnReturn.Full ? " RET=FULL" : " RET=HDRS");
        if (mail.EnvelopeId is { } id) line.Append(CultureInfo.InvariantCulture, $" ENVID={Xtext.Encode(id)}");
        if (mail.Auth is { } auth) line.Append(CultureInfo.InvariantCulture, $" AUTH={Xtext.Encode(auth)}");
        WriteLine(wire, line.ToString());
    }

    /// <summary><c>RCPT TO:&lt;…&gt; …</c></summary>
    public static void WriteRcpt(IBufferWriter<byte> wire, RcptArguments rcpt)
    {
        var path = rcpt.ForwardPath?.ToString() ?? "Postmaster";
        var line = new StringBuilder(128).Append(CultureInfo.InvariantCulture, $"RCPT TO:<{path}>");
        if (rcpt.Notify is not DsnNotify.Unspecified) line.Append(" NOTIFY=").Append(Words(rcpt.Notify));
        if (rcpt.OriginalRecipient is { } original) line.Append(" ORCPT=").Append(EncodeOriginalRecipient(original));
        WriteLine(wire, line.ToString());
    }

    /// <summary><c>BDAT size [LAST]</c></summary>
    public static void WriteBdat(IBufferWriter<byte> wire, BdatArguments chunk) =>
        WriteLine(wire, string.Create(CultureInfo.InvariantCulture, $"BDAT {chunk.Size}{(chunk.IsLast ? " LAST" : "")}"));

    /// <summary><c>AUTH mechanism [initial-response]</c>; the empty response is <c>=</c> (RFC 4954 §4).</summary>
    public static void WriteAuth(IBufferWriter<byte> wire, AuthArguments auth)
    {
        var response = auth.InitialResponse switch { null => "", [] => " =", var octets => " " + Convert.ToBase64String(octets) };
        WriteLine(wire, $"AUTH {auth.Mechanism}{response}");
    }

    /// <summary>A response to a challenge of AUTH, in base 64.</summary>
    public static void WriteAuthResponse(IBufferWriter<byte> wire, ReadOnlySpan<byte> response) =>
        WriteLine(wire, Convert.ToBase64String(response));

    private static string Words(DsnNotify notify) => notify is DsnNotify.Never
        ? "NEVER"
        : string.Join(',', Enum.GetValues<DsnNotify>().Where(wish => wish is not DsnNotify.Unspecified && notify.HasFlag(wish)))
            .ToUpperInvariant();

    private static string EncodeOriginalRecipient(string original)
    {
        var semicolon = original.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0) throw new ArgumentException("An original recipient is \"type;address\".", nameof(original));
        var type = original[..semicolon];
        return type.Equals(RcptParameters.Utf8Type, StringComparison.OrdinalIgnoreCase)
            ? original
            : $"{type};{Xtext.Encode(original[(semicolon + 1)..])}";
    }

    private static void WriteLine(IBufferWriter<byte> wire, string line)
    {
        if (line.Any(char.IsControl)) throw new ArgumentException("A command must not hold a control character.", nameof(line));
        var octets = wire.GetSpan(Encoding.UTF8.GetMaxByteCount(line.Length) + 2);
        var count = Encoding.UTF8.GetBytes(line, octets);
        "\r\n"u8.CopyTo(octets[count..]);
        wire.Advance(count + 2);
    }
}
