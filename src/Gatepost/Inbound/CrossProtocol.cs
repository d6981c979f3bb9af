using System.Buffers;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>
/// Knows the words of other protocols. A browser can be made to send a request to a mail server, and where errors are forgiven
/// the body of that request is executed as SMTP (ALPACA, NAT slipstreaming): so the first such word ends the session.
/// </summary>
internal static class CrossProtocol
{
    private static readonly byte[][] Words =
    [
        "GET"u8.ToArray(), "POST"u8.ToArray(), "PUT"u8.ToArray(), "HEAD"u8.ToArray(), "OPTIONS"u8.ToArray(),
        "CONNECT"u8.ToArray(), "PATCH"u8.ToArray(), "DELETE"u8.ToArray(), "PRI"u8.ToArray(), "INVITE"u8.ToArray(),
        "HOST:"u8.ToArray(), "USER-AGENT:"u8.ToArray(),
    ];

    /// <summary>Whether the command is of another protocol.</summary>
    public static bool IsForeign(SmtpCommand command)
    {
        if (command.Verb is not SmtpVerb.Unknown) return false;
        foreach (var word in Words)
            if (Ascii.EqualsIgnoreCase(command.Word, word)) return true;
        return false;
    }

    /// <summary>Whether a client begins with TLS where clear text is spoken first: handshake record, version 3.</summary>
    public static bool IsClientHello(in ReadOnlySequence<byte> octets) => octets.FirstSpan is [0x16, 0x03, ..];

    /// <summary>The word, for a log line.</summary>
    public static string Show(SmtpCommand command) => Encoding.ASCII.GetString(command.Word).ToUpperInvariant();
}
