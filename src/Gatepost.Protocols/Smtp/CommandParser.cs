using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>Cuts a command line into verb and arguments (RFC 5321 §2.4: verbs are not case sensitive, §4.1.1).</summary>
/// <remarks><code>
///   MAIL FROM:&lt;a@example.org&gt; SIZE=1000
///   └┬─┘ └ arguments ─────────────────┘
///    verb
/// </code></remarks>
public static class CommandParser
{
    // The busiest first.
    private static readonly (byte[] Name, SmtpVerb Verb)[] Verbs =
    [
        ("RCPT"u8.ToArray(), SmtpVerb.Rcpt),
        ("MAIL"u8.ToArray(), SmtpVerb.Mail),
        ("DATA"u8.ToArray(), SmtpVerb.Data),
        ("BDAT"u8.ToArray(), SmtpVerb.Bdat),
        ("EHLO"u8.ToArray(), SmtpVerb.Ehlo),
        ("RSET"u8.ToArray(), SmtpVerb.Rset),
        ("QUIT"u8.ToArray(), SmtpVerb.Quit),
        ("NOOP"u8.ToArray(), SmtpVerb.Noop),
        ("AUTH"u8.ToArray(), SmtpVerb.Auth),
        ("HELO"u8.ToArray(), SmtpVerb.Helo),
        ("VRFY"u8.ToArray(), SmtpVerb.Vrfy),
        ("EXPN"u8.ToArray(), SmtpVerb.Expn),
        ("HELP"u8.ToArray(), SmtpVerb.Help),
        ("STARTTLS"u8.ToArray(), SmtpVerb.StartTls),
    ];

    /// <summary>Never fails: what we do not know is <see cref="SmtpVerb.Unknown"/>.</summary>
    /// <param name="line">The line without its CRLF.</param>
    public static SmtpCommand Parse(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? line : line[..end];
        var arguments = end < 0 ? [] : line[end..].Trim(" \t"u8);
        return new SmtpCommand { Verb = VerbOf(word), Word = word, Arguments = arguments };
    }

    private static SmtpVerb VerbOf(ReadOnlySpan<byte> word)
    {
        foreach (var (name, verb) in Verbs)
        {
            if (Ascii.EqualsIgnoreCase(word, name)) return verb;
        }

        return SmtpVerb.Unknown;
    }
}
